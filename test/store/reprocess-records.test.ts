import { beforeEach, describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate, type Knowledge, type Question } from '../../shared/domain/evaluate.ts';
import { identify } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { parsePeriod } from '../../shared/domain/period.ts';
import { assertRecounted } from '../../shared/domain/recount/assert-recounted.ts';
import { restatementOf } from '../../shared/domain/restatement.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { draftReport } from '../../shared/store/close-period.ts';
import { getDelivery, type PlacedDelivery, putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { lateFactsOf } from '../../shared/store/late-facts.ts';
import { appendEvent } from '../../shared/store/ledger.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { closeReport, getReport } from '../../shared/store/reports.ts';
import { carryOut, planReprocess } from '../../shared/store/reprocess.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const HOUR = 3_600_000;
const SERVICES = ['checkout', 'payments'];

let now = 0;
beforeEach(() => {
  now = parseInstant('2026-11-05T00:00:00Z');
});

type Owner = 'checkout' | 'payments' | 'nobody';

/** Whose signals of the team `shop` are, by the catalogue. Both services promise to restore in an hour. */
function ownedBy(owner: Owner, zone = 'UTC'): CatalogueVersion[] {
  const monitors = (id: string) => [monitor({ id: 'probe', match: { team: owner === id ? 'shop' : 'another' } })];
  const restore = {
    kind: 'restore',
    priority: 'P1',
    withinMs: HOUR,
    target: '90',
    clock: 'wallTime',
    retroactive: true,
  } as const;
  const requests = { kind: 'requests', indicator: 'orders', target: '99', minimum: 0 } as const;
  return [
    version({
      sources: [source({ id: 'generic' }), source({ id: 'icinga', type: 'icinga2', zone })],
      services: SERVICES.map((id) =>
        service({ id, monitors: monitors(id), indicators: owner === id ? ['orders'] : [] }),
      ),
    }),
  ].map((it) => ({
    ...it,
    catalogue: {
      ...it.catalogue,
      agreements: it.catalogue.agreements.map((agreement) => ({
        ...agreement,
        services: SERVICES.map((id) => ({ service: id, targets: [restore, requests] })),
      })),
    },
  }));
}

async function recorded(
  json: unknown,
  versions: readonly CatalogueVersion[],
  from = 'generic',
): Promise<PlacedDelivery> {
  const pointer = await putDelivery(db.table, webhook(from, json, '2026-10-25T00:00:00Z'));
  await recordDeliveries(db.table, [pointer], recording(versions));
  const delivery = await getDelivery(db.table, pointer);
  if (delivery === undefined) throw new Error('expected the delivery');
  return { pointer, delivery };
}

async function reprocessed(delivery: PlacedDelivery, versions: readonly CatalogueVersion[]) {
  now += 60_000;
  const grounds = { proposedBy: 'Kim', approvedBy: 'Robin', note: 'it belongs to payments', now };
  const context = recording(versions, new Date(now).toISOString());
  const plan = await planReprocess(db.table, [delivery], context, grounds);
  await carryOut(db.table, plan, context, grounds);
  const again = await planReprocess(db.table, [delivery], context, { ...grounds, now: now + 1 });
  expect(again).toMatchObject({ added: [], takenBack: [], restored: [], unfolded: [] });
  return plan;
}

async function askedOf(id: string, versions: readonly CatalogueVersion[]): Promise<[Question, Knowledge]> {
  const question = questionsOf(versions, { period: '2026-10' }, now).find((it) => it.service === id);
  if (question === undefined) throw new Error('expected a question');
  return [question, await readKnowledge(db.table, question)];
}

const DOWN = [
  stateJson('2026-10-01T00:00:00Z', 'up', { labels: { team: 'shop' } }),
  stateJson('2026-10-20T08:00:00Z', 'down', { labels: { team: 'shop' } }),
  stateJson('2026-10-20T10:00:00Z', 'up', { labels: { team: 'shop' } }),
];
const MAINTENANCE = {
  kind: 'maintenance',
  maintenance: 'CHG-1',
  labels: { team: 'shop' },
  start: '2026-10-20T08:00:00Z',
  end: '2026-10-20T09:00:00Z',
  announcedAt: '2026-10-10T09:00:00Z',
};

/** Time in maintenance and down, in hours; counted twice. */
async function hoursOf(id: string, versions: readonly CatalogueVersion[]): Promise<[number, number]> {
  const [question, knowledge] = await askedOf(id, versions);
  const attainment = evaluate(question, knowledge);
  assertRecounted(attainment, question, knowledge);
  return [attainment.ms.maintenance / HOUR, attainment.downtimeMs / HOUR];
}

describe('maintenance that is read again', () => {
  it('goes to and fro with its labels, as outages do', async () => {
    const delivery = await recorded([...DOWN, MAINTENANCE], ownedBy('checkout'));
    for (const owner of ['payments', 'checkout', 'payments', 'checkout'] as const) {
      const versions = ownedBy(owner);
      await reprocessed(delivery, versions);
      expect(await hoursOf(owner, versions), owner).toEqual([1, 1]);
      expect(await hoursOf(owner === 'payments' ? 'checkout' : 'payments', versions), owner).toEqual([0, 0]);
    }
  });

  it('is told with who took it back and why, and what the figure would be without', async () => {
    const delivery = await recorded([...DOWN, MAINTENANCE], ownedBy('checkout'));
    const plan = await reprocessed(delivery, ownedBy('payments'));
    expect(plan.takenBack.filter(({ event }) => event.kind === 'maintenance')).toMatchObject([{ how: 'voided' }]);
    const { corrections, withoutCorrections } = evaluate(...(await askedOf('checkout', ownedBy('payments'))));
    expect(corrections?.filter(({ action }) => action === 'retract')).toMatchObject([
      {
        state: 'approved',
        what: 'maintenance CHG-1 of 2026-10-20T08:00:00.000Z, announced 2026-10-10T09:00:00.000Z',
        start: '2026-10-20T08:00:00.000Z',
        proposedBy: 'Kim',
        decidedBy: 'Robin',
        note: 'it belongs to payments',
      },
    ]);
    expect(withoutCorrections).toMatchObject({ downtimeMs: HOUR });
  });

  it('that was read in another zone under the same id and announcement is what it says now', async () => {
    const downtime = {
      notification_type: 'DOWNTIMEEND',
      host: 'web-1',
      team: 'shop',
      downtime_start: '2026-10-10 08:00:00',
      long_date_time: '2026-10-10 09:00:00',
    };
    // In UTC the downtime is 08:00 to 09:00, in Berlin (UTC+2 then) it was 06:00 to 07:00.
    const delivery = await recorded(downtime, ownedBy('checkout'), 'icinga');
    const spans = async (versions: readonly CatalogueVersion[]) =>
      (await askedOf('checkout', versions))[1].maintenance.map(({ start }) =>
        new Date(start).toISOString().slice(11, 16),
      );
    expect(await spans(ownedBy('checkout'))).toEqual(['08:00']);
    await reprocessed(delivery, ownedBy('checkout', 'Europe/Berlin'));
    expect(await spans(ownedBy('checkout', 'Europe/Berlin'))).toEqual(['06:00']);
    await reprocessed(delivery, ownedBy('checkout'));
    expect(await spans(ownedBy('checkout'))).toEqual(['08:00']);
  });

  it('counts again where an older reading had cancelled it the moment it was announced', async () => {
    const delivery = await recorded([...DOWN, MAINTENANCE], ownedBy('checkout'));
    const announcedAt = parseInstant('2026-10-10T09:00:00Z');
    const [, knowledge] = await askedOf('checkout', ownedBy('checkout'));
    for (const event of knowledge.maintenance) {
      const cancelled = identify({ ...event, cancelledAt: announcedAt });
      await appendEvent(db.table, cancelled, { delivery: delivery.pointer, recordedAt: now });
    }
    await recordDeliveries(db.table, [delivery.pointer], recording(ownedBy('checkout')));
    expect(await hoursOf('checkout', ownedBy('checkout'))).toEqual([0, 2]);
    await reprocessed(delivery, ownedBy('checkout'));
    expect(await hoursOf('checkout', ownedBy('checkout'))).toEqual([1, 1]);
  });
});

const INCIDENT = [
  {
    kind: 'incident',
    incident: 'INC-1',
    phase: 'opened',
    priority: 'P1',
    at: '2026-10-20T08:00:00Z',
    labels: { team: 'shop' },
  },
  {
    kind: 'incident',
    incident: 'INC-1',
    phase: 'restored',
    priority: '',
    at: '2026-10-20T08:30:00Z',
    labels: { team: 'shop' },
  },
];

describe('a count that is read again', () => {
  const ORDERS = {
    kind: 'count',
    indicator: 'orders',
    good: 990,
    total: 1_000,
    start: '2026-10-20T08:00:00Z',
    end: '2026-10-20T09:00:00Z',
  };

  it('goes to and fro with its indicator', async () => {
    const delivery = await recorded(ORDERS, ownedBy('checkout'));
    for (const owner of ['payments', 'checkout', 'nobody', 'checkout'] as const) {
      const versions = ownedBy(owner);
      await reprocessed(delivery, versions);
      for (const id of SERVICES) {
        const [question, knowledge] = await askedOf(id, versions);
        expect(knowledge.counts, `${id}, owned by ${owner}`).toHaveLength(id === owner ? 1 : 0);
        assertRecounted(evaluate(question, knowledge), question, knowledge);
      }
    }
    const { targets } = evaluate(...(await askedOf('checkout', ownedBy('checkout'))));
    expect(targets.find(({ kind }) => kind === 'requests')).toMatchObject({ good: 990, total: 1_000, verdict: 'met' });
  });
});

describe('an incident that is read again', () => {
  async function countsOf(id: string, versions: readonly CatalogueVersion[]) {
    const { targets } = evaluate(...(await askedOf(id, versions)));
    return targets.flatMap((it) => (it.kind === 'restore' ? [[it.total, it.inTime]] : []));
  }

  it('goes from no service to the one that the mapping gives it, and on to another, and back', async () => {
    const delivery = await recorded(INCIDENT, ownedBy('nobody'));
    for (const owner of ['payments', 'checkout', 'nobody', 'payments'] as const) {
      const versions = ownedBy(owner);
      const plan = await reprocessed(delivery, versions);
      expect(plan.takenBack.every(({ how }) => how === 'voided')).toBe(true);
      for (const id of SERVICES) {
        const [question, knowledge] = await askedOf(id, versions);
        expect(knowledge.incidents, `${id}, owned by ${owner}`).toHaveLength(id === owner ? 2 : 0);
        assertRecounted(evaluate(question, knowledge), question, knowledge);
      }
    }
    // Restored after half an hour, an hour is promised.
    expect(await countsOf('payments', ownedBy('payments'))).toEqual([[1, 1]]);
    expect(await countsOf('checkout', ownedBy('payments'))).toEqual([[0, 0]]);
  });
});

describe('a closed report', () => {
  it('stays as it is when maintenance of its period is read again; what changes is proposed, with what became known', async () => {
    const delivery = await recorded([...DOWN, MAINTENANCE], ownedBy('checkout'));
    const versions = ownedBy('payments');
    const [promised] = versions[0]?.catalogue.agreements ?? [];
    if (promised === undefined) throw new Error('expected an agreement');
    const period = parsePeriod('2026-10', 'UTC');
    const draft = async (at: number) => {
      const report = await draftReport(db.table, { versions, agreement: promised, period, now: at });
      if (report === undefined) throw new Error('expected a report');
      return report;
    };
    const closed = await draft(now);
    await closeReport(db.table, closed);
    await reprocessed(delivery, versions);
    expect(await getReport(db.table, { agreement: promised.id, period: period.name })).toEqual(closed);
    const restatement = restatementOf(closed, await draft(now + 1));
    if (restatement === undefined) throw new Error('expected a restatement');
    const late = await lateFactsOf(
      db.table,
      { versions, agreement: promised, period, now: now + 1 },
      { closed, restatement },
    );
    // Checkout had an hour down beside an hour of maintenance; now it has neither, and payments has both.
    const changes = (id: string) =>
      late
        .get(id)
        ?.map(({ downtimeMs }) => downtimeMs / HOUR)
        .filter((it) => it !== 0);
    expect([changes('checkout'), changes('payments')]).toEqual([[-1], [1]]);
    const words = late.get('checkout')?.flatMap(({ what }) => what) ?? [];
    expect(words.filter((it) => it.includes('proposed by Kim'))).toHaveLength(4);
  });
});

describe('a crash amid reading again', () => {
  // Events to add and to retract, buckets to fold: sixteen writes.
  it.each(Array.from({ length: 16 }, (_, index) => index))(
    'after write %i is made good by doing it again',
    async (writes) => {
      const delivery = await recorded([MAINTENANCE, ...INCIDENT], ownedBy('checkout'));
      const grounds = { proposedBy: 'Kim', approvedBy: 'Robin', note: 'why', now };
      const plan = await planReprocess(db.table, [delivery], recording(ownedBy('payments')), grounds);
      let done = 0;
      const dying = db.anotherProcess(({ command }) => {
        if (command.startsWith('Put') || command.startsWith('Update')) done++;
        if (done > writes) throw new Error('the process died');
      });
      await carryOut(dying, plan, recording(ownedBy('payments')), grounds).catch(() => undefined);
      expect(done).toBeGreaterThan(writes);
      await reprocessed(delivery, ownedBy('payments'));
      for (const id of SERVICES) {
        const [, { maintenance, incidents }] = await askedOf(id, ownedBy('payments'));
        expect([maintenance.length, incidents.length]).toEqual(id === 'payments' ? [1, 2] : [0, 0]);
      }
    },
  );
});
