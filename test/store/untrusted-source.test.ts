import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const HOUR = 3_600_000;

const restore = {
  kind: 'restore',
  priority: 'P1',
  withinMs: HOUR,
  target: '90',
  clock: 'wallTime',
  retroactive: true,
} as const;

// The pager, the probes and the calendar may speak for checkout; whoever has the credential of `wiki` may not.
const versions = [
  version({
    sources: [
      source({ id: 'pager' }),
      source({ id: 'probes' }),
      source({ id: 'calendar', notice: 'told' }),
      source({ id: 'desk', corrections: true }),
      source({ id: 'loader', relay: true }),
      source({ id: 'wiki' }),
    ],
    services: [
      service({ monitors: ['pager', 'probes', 'calendar'].map((id) => monitor({ id, source: id })) }),
      service({ id: 'docs', monitors: [monitor({ id: 'wiki', source: 'wiki' })] }),
    ],
    agreements: [
      agreement({
        maintenanceNoticeMs: 48 * HOUR,
        services: ['checkout', 'docs'].map((id) => ({ service: id, targets: [restore] })),
      }),
    ],
  }),
];

async function say(from: string, json: unknown, receivedAt: string): Promise<void> {
  const pointer = await putDelivery(db.table, webhook(from, json, receivedAt));
  const [outcome] = await recordDeliveries(db.table, [pointer], recording(versions));
  expect(outcome?.state).toBe('recorded');
}

async function checkout() {
  const questions = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-11-05T00:00:00Z'));
  const question = questions.find((it) => it.service === 'checkout');
  if (question === undefined) throw new Error('expected a question');
  return evaluate(question, await readKnowledge(db.table, question));
}

describe('a phase of an incident that names no service', () => {
  const phase = (name: string, at: string, more = {}) => ({
    kind: 'incident',
    incident: 'INC-1',
    phase: name,
    priority: name === 'opened' ? 'P1' : '',
    at,
    ...more,
  });

  async function restoredBy(from: string): Promise<string | undefined> {
    await say('pager', phase('opened', '2026-10-14T08:00:00Z', { services: ['checkout'] }), '2026-10-14T08:00:00Z');
    await say(from, phase('restored', '2026-10-14T08:30:00Z'), '2026-10-14T08:30:00Z');
    const [target] = (await checkout()).targets;
    return target?.kind === 'restore' ? `${target.inTime} in time, ${target.late} late` : undefined;
  }

  it.each(['pager', 'probes', 'desk', 'loader'])('counts from %s, which may speak for the service', async (from) => {
    expect(await restoredBy(from)).toBe('1 in time, 0 late');
  });

  it.each(['wiki', 'unknown-to-the-catalogue'])(
    'does not count from %s, which knows the id and no more',
    async (from) => {
      expect(await restoredBy(from)).toBe('0 in time, 1 late');
    },
  );

  it('does not count from a source that names a service of its own with the same id', async () => {
    await say('wiki', phase('opened', '2026-10-14T07:00:00Z', { services: ['docs'] }), '2026-10-14T07:00:00Z');
    expect(await restoredBy('wiki')).toBe('0 in time, 1 late');
  });
});

describe('maintenance that is announced for the past', () => {
  // Down from 8 to 10; the announcement claims to be nine days old and comes when it is over.
  const window = { start: '2026-10-14T08:00:00Z', end: '2026-10-14T10:00:00Z', announcedAt: '2026-10-05T08:00:00Z' };
  const announced = { kind: 'maintenance', maintenance: 'CHG-1', services: ['checkout'], ...window };

  async function downAfter(from: string, receivedAt: string): Promise<number> {
    await say('probes', stateJson('2026-10-01T00:00:00Z', 'up', { monitor: 'probes' }), '2026-10-01T00:00:00Z');
    await say('probes', stateJson('2026-10-14T08:00:00Z', 'down', { monitor: 'probes' }), '2026-10-14T08:00:01Z');
    await say('probes', stateJson('2026-10-14T10:00:00Z', 'up', { monitor: 'probes' }), '2026-10-14T10:00:01Z');
    await say(from, announced, receivedAt);
    return (await checkout()).downtimeMs / HOUR;
  }

  it.each([
    ['probes', '2026-10-14T10:05:00Z', 2],
    ['loader', '2026-10-14T10:05:00Z', 2],
    ['probes', '2026-10-12T08:00:01Z', 2],
    ['probes', '2026-10-12T08:00:00Z', 0],
    ['calendar', '2026-10-14T10:05:00Z', 0],
    ['desk', '2026-10-14T10:05:00Z', 0],
  ])('by %s, received %s, leaves %i h of downtime where 48 h of notice are agreed', async (from, receivedAt, hours) => {
    expect(await downAfter(from, receivedAt)).toBe(hours);
  });
});
