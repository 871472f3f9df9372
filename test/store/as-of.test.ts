import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { attainmentData } from '../../shared/store/page-data.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import type { Table } from '../../shared/store/table.ts';
import { source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { deliveries, versions as zoned } from './random-signals.ts';

const db = useDatabase();
const shop = [version({ sources: [source({ id: 'probes' }), source({ id: 'desk', corrections: true })] })];
const HOUR = 3_600_000;

async function record(
  table: Table,
  versions: readonly CatalogueVersion[],
  { received, recorded }: { received: readonly Delivery[]; recorded: string },
): Promise<void> {
  const pointers = await Promise.all(received.map((delivery) => putDelivery(table, delivery)));
  for (const outcome of await recordDeliveries(table, pointers, recording(versions, recorded))) {
    if (outcome.state === 'failed') throw outcome.error;
  }
}

async function heard(recorded: string, ...json: readonly object[]): Promise<void> {
  await record(db.table, shop, { received: [webhook('probes', json, recorded)], recorded });
}

async function asOf(moment: string) {
  const now = parseInstant(moment);
  const asked = { versions: shop, now };
  const [attainment] = await attainmentData({ ...db.table, asOf: now }, asked, { period: '2026-10' });
  return attainment;
}

describe('as of a moment', () => {
  it('an outage of the 2nd that is reported on the 5th is not there on the 4th', async () => {
    await heard('2026-10-01T00:00:01Z', stateJson('2026-10-01T00:00:00Z', 'up'));
    await heard(
      '2026-10-05T09:00:00Z',
      stateJson('2026-10-02T10:00:00Z', 'down'),
      stateJson('2026-10-02T12:00:00Z', 'up'),
    );
    expect(await asOf('2026-10-04T00:00:00Z')).toMatchObject({
      until: '2026-10-04T00:00:00.000Z',
      ms: { down: 0, up: 72 * HOUR },
    });
    expect(await asOf('2026-10-05T08:59:59.999Z')).toMatchObject({ ms: { down: 0 } });
    // 4 days and 9 hours, of which 2 hours down
    expect(await asOf('2026-10-05T09:00:00Z')).toMatchObject({ ms: { down: 2 * HOUR, up: 103 * HOUR } });
  });

  it('the state at the start of a period is the one that was known then', async () => {
    await heard('2026-08-01T00:00:01Z', stateJson('2026-08-01T00:00:00Z', 'up'));
    await heard('2026-10-03T00:00:00Z', stateJson('2026-09-20T00:00:00Z', 'down'));
    expect(await asOf('2026-10-02T00:00:00Z')).toMatchObject({ ms: { down: 0, up: 24 * HOUR } });
    expect(await asOf('2026-10-03T00:00:00Z')).toMatchObject({ ms: { down: 48 * HOUR, up: 0 } });
  });

  it('an event that comes again was known when it first came', async () => {
    const down = stateJson('2026-10-01T00:00:00Z', 'down');
    await heard('2026-10-01T00:00:01Z', down);
    await heard('2026-10-09T00:00:00Z', down);
    expect(await asOf('2026-10-02T00:00:00Z')).toMatchObject({ ms: { down: 24 * HOUR } });
  });

  it('a correction is in force when its approval has been recorded', async () => {
    await heard('2026-10-01T00:00:01Z', stateJson('2026-10-01T00:00:00Z', 'down'));
    const correction = {
      kind: 'correction',
      correction: 'COR-7',
      services: ['checkout'],
      action: 'void',
      monitor: 'probe',
      signal: 'probe',
      at: '2026-10-01T00:00:00Z',
      proposedBy: 'Kim',
      proposedAt: '2026-10-03T00:00:00Z',
      reason: 'false-alarm',
    };
    const approval = { kind: 'approval', correction: 'COR-7', services: ['checkout'], approvedBy: 'Robin' };
    const decided = { ...approval, at: '2026-10-04T00:00:00Z', decision: 'approved' };
    await record(db.table, shop, {
      received: [webhook('desk', correction, '2026-10-03T00:00:01Z')],
      recorded: '2026-10-03T00:00:01Z',
    });
    await record(db.table, shop, {
      received: [webhook('desk', decided, '2026-10-06T00:00:00Z')],
      recorded: '2026-10-06T00:00:00Z',
    });
    expect(Object.keys((await asOf('2026-10-02T00:00:00Z')) ?? {})).not.toContain('corrections');
    expect(await asOf('2026-10-05T00:00:00Z')).toMatchObject({
      ms: { down: 96 * HOUR },
      corrections: [{ state: 'proposed' }],
    });
    expect(await asOf('2026-10-06T00:00:00Z')).toMatchObject({ ms: { down: 0 }, corrections: [{ state: 'approved' }] });
  });
});

describe('what was known at a moment', { timeout: 120_000 }, () => {
  const [EARLIER, LATER] = ['2027-06-01T00:00:00Z', '2027-06-05T00:00:00Z'];

  it('is what a table knows that never heard the rest', async () => {
    const asked = fc.record({
      period: fc.constantFrom('2026-01', '2026-W01'),
      method: fc.constantFrom('contract', 'icinga'),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, asked, async (received, selection) => {
        const [all, only] = [await db.anotherTable(), await db.anotherTable()];
        const half = received.length >> 1;
        await record(only, zoned, { received: received.slice(0, half), recorded: EARLIER });
        await record(all, zoned, { received: received.slice(0, half), recorded: EARLIER });
        await record(all, zoned, { received: received.slice(half), recorded: LATER });
        const now = parseInstant('2027-06-03T00:00:00Z');
        for (const question of questionsOf(zoned, selection, now)) {
          const then = evaluate(question, await readKnowledge({ ...all, asOf: now }, question));
          const known = evaluate(question, await readKnowledge(only, question));
          expect(JSON.stringify(then)).toBe(JSON.stringify(known));
        }
      }),
      { numRuns: 15 },
    );
  });
});
