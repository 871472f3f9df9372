import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ENGINE } from '../../shared/domain/engine.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { MAX_STORED_BYTES, putDelivery } from '../../shared/store/deliveries.ts';
import { writeSweepCursor } from '../../shared/store/sweep-cursor.ts';
import type { Table } from '../../shared/store/table.ts';
import { alertJson, alertmanagerJson, stateJson, webhook } from '../support/deliveries.ts';
import { busMessage, httpRequest, lambdaContext } from '../support/lambda.ts';
import { inProcess, NOW, outage, record, survive, useNetwork, worker } from './survival.ts';

// A dead process does not wait, though it does not know: what it tries again, it tries again at once.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

useNetwork();

/** An alert whose description does not fit an item of the table, however it is compressed. */
const large = JSON.stringify(
  alertmanagerJson({
    ...alertJson('2026-10-14T07:12:00Z'),
    annotations: { description: randomBytes(MAX_STORED_BYTES).toString('base64') },
  }),
);

describe('a process that dies or loses a call', () => {
  it('while it takes a webhook leaves the delivery whole or not at all', async () => {
    const body = JSON.stringify(alertmanagerJson(alertJson('2026-10-14T07:12:00Z')));
    const request = httpRequest('/webhooks/am', {
      method: 'POST',
      pathParameters: { source: 'am' },
      headers: { authorization: 'Bearer s3cret' },
      body,
    });
    const run = inProcess(
      () => import('../../functions/ingest.ts'),
      ({ handler }) => handler(request, lambdaContext),
    );
    // The delivery, and the word to the bus.
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it('while it takes a webhook too large for an item leaves the delivery whole or not at all', async () => {
    const request = httpRequest('/webhooks/am', {
      method: 'POST',
      pathParameters: { source: 'am' },
      headers: { authorization: 'Bearer s3cret' },
      body: large,
    });
    const run = inProcess(
      () => import('../../functions/ingest.ts'),
      ({ handler }) => handler(request, lambdaContext),
    );
    // The file, the delivery, and the word to the bus.
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(3);
  });

  it('while it records or sweeps a delivery too large for an item leaves all of it recorded', async () => {
    const receivedAt = parseInstant('2026-11-04T05:51:00Z');
    let pointer = {};
    const prepare = async (table: Table): Promise<void> => {
      pointer = await putDelivery(table, { source: 'am', headers: {}, body: Buffer.from(large), receivedAt });
      await writeSweepCursor(table, { sweptUntil: NOW, engine: ENGINE });
    };
    const recording = worker(
      () => import('../../functions/record.ts'),
      () => [busMessage('DeliveryReceived', pointer)],
    );
    // One stream on a day, in an index by stream and by year; an event, a ticket, a rollup, the word to the bus; when its
    // source was heard.
    expect(await survive({ prepare, run: recording })).toHaveLength(2 + 1 + 2 + 1 + 1);
    const sweeping = worker(
      () => import('../../functions/sweep.ts'),
      () => [{ type: 'Sweep' }],
    );
    const scenario = { prepare, run: sweeping, everyMs: 5 * 60_000 };
    const deaths = await survive(scenario, { failing: 'writes', mayStaySilent: true });
    expect(deaths.length).toBeGreaterThanOrEqual(2 + 1 + 2 + 1);
  });

  it('while it takes an alarm is made up for', async () => {
    const alarm = { source: 'aws.cloudwatch', detail: { alarmName: 'checkout' } };
    const run = worker(
      () => import('../../functions/ingest-aws-events.ts'),
      () => [alarm],
    );
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it.each([
    ['', 1, 0],
    // Each of the three is marked while it is read by itself.
    [' what came again', 2, 3 * 2],
  ])('while it records%s leaves ledger, quarantine and rollups as if nothing had been', async (_, receives, marks) => {
    const receivedAt = '2026-11-04T05:50:00Z';
    const deliveries = [
      webhook('am', alertmanagerJson(alertJson('2026-10-14T01:00:00Z', '2026-10-14T02:00:00Z')), receivedAt),
      webhook('probes', stateJson('2026-10-14T08:00:00Z', 'up', { monitor: 'search-probe' }), receivedAt),
      webhook('probes', stateJson('2026-10-14T08:00:00Z', 'up', { monitor: 'nobody' }), receivedAt),
    ];
    let messages: object[] = [];
    const prepare = async (table: Table): Promise<void> => {
      const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
      messages = pointers.map((pointer) => busMessage('DeliveryReceived', pointer));
    };
    const run = worker(
      () => import('../../functions/record.ts'),
      () => messages,
      receives,
    );
    // Two streams on a day, in an index by stream and by year; three events and one in quarantine; two buckets with a
    // ticket and a rollup each; the word to the bus; when two sources were heard.
    expect(await survive({ prepare, run })).toHaveLength(4 + 3 + 1 + 4 + 1 + 2 + marks);
  });

  it('while it sweeps leaves all mended', async () => {
    const signal = stateJson('2026-10-15T08:00:00Z', 'up', { monitor: 'search-probe' });
    const lost = webhook('probes', signal, '2026-11-04T05:51:00Z');
    const prepare = async (table: Table): Promise<void> => {
      await record(table, outage);
      await putDelivery(table, lost);
      // Ten minutes of overlap: from 05:50 on.
      await writeSweepCursor(table, { sweptUntil: NOW, engine: ENGINE });
    };
    const run = worker(
      () => import('../../functions/sweep.ts'),
      () => [{ type: 'Sweep' }],
    );
    // What was mended but not told is found by the schedule that assesses everything every five minutes.
    const scenario = { prepare, run, everyMs: 5 * 60_000 };
    const deaths = await survive(scenario, { failing: 'writes', mayStaySilent: true });
    // Two in the index, an event, a ticket, a rollup and the word to the bus.
    expect(deaths.length).toBeGreaterThanOrEqual(2 + 1 + 2 + 1);
  });
});
