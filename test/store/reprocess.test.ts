import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { getDelivery, putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { carryOut, planReprocess } from '../../shared/store/reprocess.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const HOUR = 3_600_000;
const NOW = parseInstant('2026-11-05T00:00:00Z');
const grounds = { proposedBy: 'Kim', approvedBy: 'Robin', note: 'it belongs to payments', now: NOW };

/** Whose the probe is, by the catalogue. */
function probeOf(owner: 'checkout' | 'payments' | 'nobody'): CatalogueVersion[] {
  const monitors = (id: string) => [monitor({ id: 'probe', match: { monitor: owner === id ? 'probe' : 'another' } })];
  return [
    version({
      sources: [source({ id: 'probes' })],
      services: ['checkout', 'payments'].map((id) => service({ id, monitors: monitors(id) })),
    }),
  ];
}

// Down for two hours of October.
const OUTAGE = [
  stateJson('2026-10-01T00:00:00Z', 'up'),
  stateJson('2026-10-10T08:00:00Z', 'down'),
  stateJson('2026-10-10T10:00:00Z', 'up', { previous: 'down', since: '2026-10-10T08:00:00Z' }),
];

async function recorded(versions: readonly CatalogueVersion[]) {
  const pointer = await putDelivery(db.table, webhook('probes', OUTAGE, '2026-10-10T10:00:01Z'));
  await recordDeliveries(db.table, [pointer], recording(versions));
  const delivery = await getDelivery(db.table, pointer);
  if (delivery === undefined) throw new Error('expected the delivery');
  return [{ pointer, delivery }];
}

async function downtimeOf(owner: string, versions: readonly CatalogueVersion[]): Promise<number | undefined> {
  const questions = questionsOf(versions, { period: '2026-10' }, NOW);
  const question = questions.find((it) => it.service === owner);
  if (question === undefined) return undefined;
  return evaluate(question, await readKnowledge(db.table, question)).downtimeMs;
}

describe('deliveries that are read again with another mapping', () => {
  it('give events where they belong and voids where they were, once', async () => {
    const deliveries = await recorded(probeOf('checkout'));
    const after = recording(probeOf('payments'));
    const plan = await planReprocess(db.table, deliveries, after, grounds);
    expect(plan.added).toHaveLength(3);
    expect(plan.added).toMatchObject(Array.from({ length: 3 }, () => ({ service: 'payments' })));
    expect(plan.takenBack).toMatchObject(
      Array.from({ length: 3 }, () => ({ how: 'voided', event: { service: 'checkout' } })),
    );
    await carryOut(db.table, plan, after, grounds);
    expect(await planReprocess(db.table, deliveries, after, grounds)).toMatchObject({ added: [], takenBack: [] });
  });

  it('move the downtime from one service to the other', async () => {
    const [before, after] = [probeOf('checkout'), probeOf('payments')];
    const both = (versions: CatalogueVersion[]) =>
      versions.map((it) => ({
        ...it,
        catalogue: {
          ...it.catalogue,
          agreements: it.catalogue.agreements.map((agreement) => ({
            ...agreement,
            services: ['checkout', 'payments'].map((id) => ({ service: id, targets: [] })),
          })),
        },
      }));
    const deliveries = await recorded(both(before));
    expect(await downtimeOf('checkout', both(before))).toBe(2 * HOUR);
    const context = recording(both(after));
    await carryOut(db.table, await planReprocess(db.table, deliveries, context, grounds), context, grounds);
    expect(await downtimeOf('checkout', both(after))).toBe(0);
    expect(await downtimeOf('payments', both(after))).toBe(2 * HOUR);
  });

  it('give back what they took, however often the mapping changes to and fro', async () => {
    const both = (owner: 'checkout' | 'payments') =>
      probeOf(owner).map((it) => ({
        ...it,
        catalogue: {
          ...it.catalogue,
          agreements: it.catalogue.agreements.map((agreement) => ({
            ...agreement,
            services: ['checkout', 'payments'].map((id) => ({ service: id, targets: [] })),
          })),
        },
      }));
    const deliveries = await recorded(both('checkout'));
    let now = NOW;
    for (const owner of ['payments', 'checkout', 'payments', 'checkout'] as const) {
      const versions = both(owner);
      now += 60_000;
      const turn = { ...grounds, now };
      const plan = await planReprocess(db.table, deliveries, recording(versions), turn);
      await carryOut(db.table, plan, recording(versions), turn);
      const other = owner === 'payments' ? 'checkout' : 'payments';
      expect(await downtimeOf(owner, versions), `${owner} owns it`).toBe(2 * HOUR);
      expect(await downtimeOf(other, versions), `${owner} owns it`).toBe(0);
      const again = await planReprocess(db.table, deliveries, recording(versions), { ...turn, now: now + 1 });
      expect(again).toMatchObject({ added: [], takenBack: [], restored: [] });
    }
  });

  it('go back to quarantine when they are mapped no more, and take back what they said', async () => {
    const deliveries = await recorded(probeOf('nobody'));
    for (const [owner, waiting] of [
      ['payments', 0],
      ['nobody', 3],
      ['payments', 0],
    ] as const) {
      const context = recording(probeOf(owner));
      await carryOut(db.table, await planReprocess(db.table, deliveries, context, grounds), context, grounds);
      expect(await listQuarantine(db.table)).toHaveLength(waiting);
    }
  });

  it('take back what was told late and is mapped no more', async () => {
    const pointer = await putDelivery(db.table, webhook('probes', OUTAGE, '2026-10-20T10:00:00Z'));
    await recordDeliveries(db.table, [pointer], recording(probeOf('checkout')));
    const delivery = await getDelivery(db.table, pointer);
    if (delivery === undefined) throw new Error('expected the delivery');
    const plan = await planReprocess(db.table, [{ pointer, delivery }], recording(probeOf('nobody')), grounds);
    expect(plan.takenBack.map(({ how }) => how)).toEqual(['voided', 'voided', 'voided']);
  });

  it('leave quarantine once they are mapped, with who settled it', async () => {
    const deliveries = await recorded(probeOf('nobody'));
    expect(await listQuarantine(db.table)).toHaveLength(3);
    const context = recording(probeOf('payments'));
    const plan = await planReprocess(db.table, deliveries, context, grounds);
    expect(plan.settled).toHaveLength(3);
    expect(plan.setAside).toEqual([]);
    await carryOut(db.table, plan, context, grounds);
    expect(await listQuarantine(db.table)).toEqual([]);
  });

  it('change nothing where nothing changed', async () => {
    const deliveries = await recorded(probeOf('checkout'));
    const context = recording(probeOf('checkout'));
    expect(await planReprocess(db.table, deliveries, context, grounds)).toMatchObject({
      added: [],
      takenBack: [],
      settled: [],
      setAside: [],
    });
  });
});
