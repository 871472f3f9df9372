import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessment } from '../../shared/domain/assessment.ts';
import { utcDay } from '../../shared/domain/bucket.ts';
import type { AgreedService } from '../../shared/domain/catalogue.ts';
import { computeAttainments, foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { readAssessedFrom } from '../../shared/store/assessed-from.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { indexStream } from '../../shared/store/stream-index.ts';
import type { Table } from '../../shared/store/table.ts';
import { agreement, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { watch } from '../support/watch.ts';
import { deliveries, versions as zoned } from './random-signals.ts';

const db = useDatabase();
const shop = [version({ sources: [source({ id: 'probes' })] })];

async function record(table: Table, versions: readonly CatalogueVersion[], received: readonly Delivery[]) {
  const pointers = await Promise.all(received.map((delivery) => putDelivery(table, delivery)));
  for (const outcome of await recordDeliveries(table, pointers, recording(versions))) {
    if (outcome.state === 'failed') throw outcome.error;
  }
}

interface Asked {
  readonly period: string;
  readonly method?: string;
  readonly now: number;
}

async function stored(table: Table, versions: readonly CatalogueVersion[], { now, ...asked }: Asked) {
  const questions = questionsOf(versions, asked, now);
  return await Promise.all(
    questions.map(async (question) => {
      const known = await readAssessedFrom(table, versions, question);
      return assessment(versions, question, known).attainment;
    }),
  );
}

function offline(versions: readonly CatalogueVersion[], received: readonly Delivery[], asked: Asked): Attainment[] {
  const signals = received.flatMap((delivery) => {
    const catalogue = versions[0]?.catalogue;
    if (catalogue === undefined) throw new Error('expected a catalogue');
    return parseDelivery(delivery, catalogue).signals.map((signal) => ({ signal, source: delivery.source }));
  });
  return computeAttainments(versions, foldSignals(versions, signals), asked);
}

/** Leaves the stream with this many days before 30 September, as recording an event on each would. */
async function indexDays(table: Table, count: number): Promise<void> {
  const stream = { service: 'checkout', monitor: 'probe', stream: 'probe' };
  const days = Array.from({ length: count }, (_, day) => utcDay(Date.UTC(2026, 8, 29 - day)));
  await Promise.all(days.map((day) => indexStream(table, stream, day)));
}

describe('maintenance that a monitor tells while it lasts', () => {
  it('uses up an allowance of the year in the months before, as it does offline', async () => {
    const yearly = { maintenanceAllowance: { timeMs: 3 * 3_600_000, per: 'year' as const } };
    const allowing = [version({ sources: [source({ id: 'probes' })], agreements: [agreement(yearly)] })];
    const maintained = (at: string) => stateJson(at, 'unknown', { maintenance: true });
    // Two hours of three in March, so that one of the three in October is left.
    const told = [
      stateJson('2026-01-01T00:00:00Z', 'up'),
      maintained('2026-03-10T02:00:00Z'),
      stateJson('2026-03-10T04:00:00Z', 'up'),
      stateJson('2026-05-01T00:00:00Z', 'up'),
      maintained('2026-10-10T02:00:00Z'),
      stateJson('2026-10-10T05:00:00Z', 'up'),
    ];
    const received = [webhook('probes', told, '2026-10-31T00:00:00Z')];
    await record(db.table, allowing, received);
    const asked = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };
    const [attainment] = await stored(db.table, allowing, asked);
    expect(attainment?.ms).toMatchObject({ maintenance: 3_600_000, unknown: 2 * 3_600_000 });
    expect([attainment]).toEqual(offline(allowing, received, asked));
  });
});

describe('the counts of a period', () => {
  it('are those whose time starts in it, as they are offline', async () => {
    const share = { kind: 'requests', indicator: 'orders', target: '99', minimum: 0 } as const;
    const counting = [
      version({
        sources: [source({ id: 'probes' })],
        services: [service({ indicators: ['orders'] })],
        agreements: [agreement({ services: [{ service: 'checkout', targets: [share] }] })],
      }),
    ];
    const count = (start: string, end: string, good: number) =>
      webhook('probes', { kind: 'count', indicator: 'orders', good, total: 1_000, start, end }, end);
    const received = [
      count('2026-09-30T23:30:00Z', '2026-10-01T00:30:00Z', 1),
      count('2026-10-01T00:00:00Z', '2026-10-01T01:00:00Z', 990),
      count('2026-10-31T23:30:00Z', '2026-11-01T00:30:00Z', 992),
      count('2026-11-01T00:00:00Z', '2026-11-01T01:00:00Z', 2),
    ];
    await record(db.table, counting, received);
    const asked = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };
    const [attainment] = await stored(db.table, counting, asked);
    expect(attainment?.targets).toMatchObject([{ good: 1_982, total: 2_000, verdict: 'met', percent: '99.1' }]);
    expect([attainment]).toEqual(offline(counting, received, asked));
  });
});

describe('the state at the start of a period', () => {
  const october = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };

  it('is that of the last event before it, however long ago', async () => {
    await record(db.table, shop, [
      webhook('probes', stateJson('2024-02-29T12:00:00Z', 'down'), '2024-02-29T12:00:00Z'),
    ]);
    const [attainment] = await stored(db.table, shop, october);
    expect(attainment?.ms).toMatchObject({ period: 44_640 * 60_000, down: 44_640 * 60_000 });
  });

  it('is what the first later event names when there is none before', async () => {
    const later = stateJson('2027-03-01T00:00:00Z', 'up', { previous: 'degraded' });
    await record(db.table, shop, [webhook('probes', later, '2027-03-01T00:00:00Z')]);
    const [attainment] = await stored(db.table, shop, october);
    expect(attainment?.ms).toMatchObject({ degraded: 44_640 * 60_000 });
  });

  it('is the newest state of all, for a method that counts so', async () => {
    const days = [stateJson('2026-12-01T00:00:00Z', 'up'), stateJson('2027-03-01T00:00:00Z', 'down')];
    await record(db.table, shop, [webhook('probes', days, '2027-03-01T00:00:00Z')]);
    const [attainment] = await stored(db.table, shop, { ...october, method: 'icinga' });
    expect(attainment?.ms).toMatchObject({ down: 44_640 * 60_000 });
  });

  it('costs as many reads after 400 days as after 10', async () => {
    const readsAfter = async (days: number): Promise<number> => {
      const table = await db.anotherTable();
      await record(table, shop, [webhook('probes', stateJson('2026-09-30T00:00:00Z', 'down'), '2026-09-30T00:01:00Z')]);
      await indexDays(table, days);
      const calls = watch(table);
      const [attainment] = await stored(table, shop, october);
      expect(attainment?.ms.down).toBe(44_640 * 60_000);
      return calls.length;
    };
    const afterTen = await readsAfter(10);
    expect(await readsAfter(400)).toBe(afterTen);
    // The days of the period, the years of maintenance, the streams, their days in the year, and a rollup.
    expect(afterTen).toBe(5);
  });
});

describe('an incident', () => {
  const restore = {
    kind: 'restore',
    priority: 'P1',
    withinMs: 4 * 3_600_000,
    target: '95',
    clock: 'wallTime',
    retroactive: true,
  } as const;
  const clocked = (targets: AgreedService['targets']) => [
    version({
      sources: [source({ id: 'probes' })],
      agreements: [agreement({ services: [{ service: 'checkout', targets }] })],
    }),
  ];
  // Opened in the last hour of October; restored in November by a message that names no service.
  const overnight = [
    { phase: 'opened', priority: 'P1', at: '2026-10-31T23:00:00Z', services: ['checkout'] },
    { phase: 'restored', at: '2026-11-01T01:00:00Z' },
  ].map((said) => ({ kind: 'incident', incident: 'INC-5', ...said }));
  const october = { period: '2026-10', now: parseInstant('2026-11-05T00:00:00Z') };

  it('of the last evening is known to have been restored in the next month', async () => {
    const versions = clocked([restore]);
    await record(db.table, versions, [webhook('probes', overnight, '2026-11-01T02:00:00Z')]);
    const [attainment] = await stored(db.table, versions, october);
    expect(attainment?.targets).toMatchObject([{ verdict: 'met', inTime: 1, meanMs: 2 * 3_600_000 }]);
  });

  it('costs no read more where no target is about it', async () => {
    const reads = async (targets: AgreedService['targets']): Promise<number> => {
      const table = await db.anotherTable();
      const versions = clocked(targets);
      await record(table, versions, [webhook('probes', overnight, '2026-11-01T02:00:00Z')]);
      const calls = watch(table);
      await stored(table, versions, october);
      return calls.length;
    };
    const without = await reads([{ kind: 'availability', target: '99.9' }]);
    // The first days of November of the service, and both months of what names no service.
    // One more to see that none of those was ever retracted.
    expect(await reads([restore])).toBe(without + 4);
  });
});

// Thousands of calls, one after the other: on a busy machine they take their time.
describe('what is stored day by day', { timeout: 120_000 }, () => {
  it('gives the figures of the same signals folded at once, byte for byte', async () => {
    const asked: fc.Arbitrary<Asked> = fc.record({
      period: fc.constantFrom('2026-01', '2026-W01', '2025-12-31T13:00:00Z/2026-01-02T23:30:00Z'),
      method: fc.constantFrom('contract', 'icinga'),
      now: fc.constantFrom('2026-01-15T12:00:00Z', '2027-06-02T00:00:00Z').map(parseInstant),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, asked, async (received, question) => {
        const table = await db.anotherTable();
        const half = received.length >> 1;
        await record(table, zoned, received.slice(0, half));
        await record(table, zoned, received.slice(half));
        const expected = offline(zoned, received, question);
        expect(JSON.stringify(await stored(table, zoned, question))).toBe(JSON.stringify(expected));
      }),
      { numRuns: 30 },
    );
  });
});
