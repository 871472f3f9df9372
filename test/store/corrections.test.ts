import { describe, expect, it } from 'vitest';
import { computeAttainments, foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { parseSignal } from '../../shared/sources/signals/signal-json.ts';
import { correctionData } from '../../shared/store/correction-data.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const shop = [version({ sources: [source({ id: 'probes' }), source({ id: 'desk', corrections: true })] })];
const OCTOBER = { period: '2026-10', now: parseInstant('2027-06-01T00:00:00Z') };
const HOUR = 3_600_000;

// Up since March, down in the last hour of September and the first ten of October.
const STATES = [
  stateJson('2026-03-01T00:00:00Z', 'up'),
  stateJson('2026-09-30T23:00:00Z', 'down'),
  stateJson('2026-10-01T04:00:00Z', 'down'),
  stateJson('2026-10-01T10:00:00Z', 'up', { previous: 'down' }),
];
const FALSE_ALARM = {
  kind: 'correction',
  correction: 'COR-7',
  services: ['checkout'],
  action: 'void',
  monitor: 'probe',
  signal: 'probe',
  at: '2026-09-30T23:00:00Z',
  proposedBy: 'Kim',
  proposedAt: '2026-10-02T00:00:00Z',
  reason: 'false-alarm',
};
const APPROVED = {
  kind: 'approval',
  correction: 'COR-7',
  services: ['checkout'],
  approvedBy: 'Robin',
  at: '2027-02-01T00:00:00Z',
  decision: 'approved',
};

async function record(from: string, json: unknown): Promise<void> {
  const pointer = await putDelivery(db.table, webhook(from, json, '2027-03-01T00:00:00Z'));
  for (const outcome of await recordDeliveries(db.table, [pointer], recording(shop))) {
    if (outcome.state === 'failed') throw outcome.error;
  }
}

async function stored() {
  const [question] = questionsOf(shop, OCTOBER, OCTOBER.now);
  if (question === undefined) throw new Error('expected a question');
  return evaluate(question, await readKnowledge(db.table, question));
}

describe('a correction that is stored', () => {
  it('counts when it was approved, a year later too, and reaches over buckets', async () => {
    await record('probes', STATES);
    expect((await stored()).ms.down).toBe(10 * HOUR);
    await record('desk', FALSE_ALARM);
    expect(await stored()).toMatchObject({ ms: { down: 10 * HOUR }, corrections: [{ state: 'proposed' }] });
    await record('desk', APPROVED);
    expect(await stored()).toMatchObject({
      ms: { down: 0, up: 744 * HOUR },
      withoutCorrections: { downtimeMs: 10 * HOUR },
      corrections: [{ state: 'approved', decidedBy: 'Robin' }],
    });
  });

  it('is listed with what became of it, beside who may be corrected by whom', async () => {
    const asked = { versions: shop, now: OCTOBER.now };
    await record('desk', FALSE_ALARM);
    expect(await correctionData(db.table, asked, undefined)).toMatchObject({
      services: ['checkout'],
      sources: ['desk'],
      corrections: [{ service: 'checkout', correction: 'COR-7', state: 'proposed', proposedBy: 'Kim' }],
    });
    await record('desk', APPROVED);
    expect((await correctionData(db.table, asked, 'checkout')).corrections).toMatchObject([
      { correction: 'COR-7', state: 'approved', decidedBy: 'Robin', decidedAt: '2027-02-01T00:00:00.000Z' },
    ]);
  });

  it('gives what the same signals give at once, in any order and however often', async () => {
    await record('desk', [APPROVED, FALSE_ALARM]);
    await record('probes', STATES.toReversed());
    await record('desk', [FALSE_ALARM, APPROVED]);
    const signals = [...STATES, FALSE_ALARM, APPROVED].map((json) => ({ signal: parseSignal(json) }));
    const [expected] = computeAttainments(shop, foldSignals(shop, signals), OCTOBER);
    expect(JSON.stringify(await stored())).toBe(JSON.stringify(expected));
  });

  it('of a source that is not trusted is set aside, with the reason', async () => {
    await record('probes', [...STATES, FALSE_ALARM, APPROVED]);
    expect(Object.keys(await stored())).not.toContain('corrections');
    const reasons = (await listQuarantine(db.table)).map(({ reason }) => reason);
    const reason = '"probes" may not send corrections: its source in the catalogue does not say corrections: true';
    expect(reasons).toEqual([reason, reason]);
  });

  it('that claims to be proposed or approved in the future is set aside', async () => {
    const later = '2027-03-01T00:06:00Z';
    await record('desk', [
      { ...FALSE_ALARM, proposedAt: later },
      { ...APPROVED, at: later },
    ]);
    expect((await listQuarantine(db.table)).map(({ detail }) => detail).sort()).toEqual([
      'body[0].proposedAt: expected a time before receipt; got a later one',
      'body[1].at: expected a time before receipt; got a later one',
    ]);
  });
});

describe('a stored correction of a service that another depends on', () => {
  it('gives what the same signals give at once', async () => {
    const versions = [
      version({
        sources: [source({ id: 'probes' }), source({ id: 'desk', corrections: true })],
        services: [
          service({ monitors: [], dependsOn: [{ type: 'service', service: 'payments' }] }),
          service({ id: 'payments', monitors: [monitor({ id: 'probe' })] }),
        ],
      }),
    ];
    const ofPayments = { services: ['payments'] };
    const corrections = [
      { ...FALSE_ALARM, ...ofPayments },
      { ...APPROVED, ...ofPayments },
    ];
    const received = [
      webhook('probes', STATES, '2027-03-01T00:00:00Z'),
      webhook('desk', corrections, '2027-03-01T00:00:00Z'),
    ];
    const pointers = await Promise.all(received.map((delivery) => putDelivery(db.table, delivery)));
    await recordDeliveries(db.table, pointers, recording(versions));
    const [question] = questionsOf(versions, OCTOBER, OCTOBER.now);
    if (question === undefined) throw new Error('expected a question');
    const found = evaluate(question, await readKnowledge(db.table, question));
    const signals = [...STATES, ...corrections].map((json) => ({ signal: parseSignal(json) }));
    const [expected] = computeAttainments(versions, foldSignals(versions, signals), OCTOBER);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
    expect(found).toMatchObject({ ms: { down: 0 }, corrections: [{ service: 'payments', state: 'approved' }] });
  });
});
