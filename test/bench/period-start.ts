import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { bucketOf } from '../../shared/domain/bucket.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { identify, type StateEvent } from '../../shared/domain/event.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { appendEvent } from '../../shared/store/ledger.ts';
import { refresh } from '../../shared/store/rollups.ts';
import type { Table } from '../../shared/store/table.ts';
import { createTable } from '../support/dynalite.ts';
import { AGREEMENT, benchCatalogue, serviceName } from './bench-catalogue.ts';
import { type Meter, startMeter } from './meter.ts';
import { number, type Row, type Section } from './section.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The first of a month, in the zone of the agreement a day later than in UTC. */
const MONTH_START = Date.UTC(2034, 9, 1);

/** Whether each day's outage is another stream, such as an alert that names a pod, or all are of one. */
const HISTORIES = [
  { name: 'the same alert each day', streamOf: () => 'alert' },
  { name: 'another alert each day', streamOf: (day: number) => `alert-${day}` },
] as const;

/** What a question about a month reads, with more and more history before it: the promise is that it stays the same. */
export const periodStart: Section = {
  title: 'The state at the start of a period, with growing history before it',
  about:
    'Reads for the attainment of one service in one month, after an outage on each of so many days before it and on ten ' +
    'days in it, as counted at the endpoint.',
  columns: ['history', 'days before', 'calls', 'read units', 'of the first row', 'ms', 'of the first row '],
  rows: async ({ quick }) => {
    const meter = await startMeter({ latencyMs: 0, secret: '' });
    try {
      const rows: Row[] = [];
      for (const history of HISTORIES) rows.push(...(await rowsOf(meter, history, quick ? [10, 100] : [10, 100, 400])));
      return rows;
    } finally {
      await meter.close();
    }
  },
};

type History = (typeof HISTORIES)[number];

async function rowsOf(meter: Meter, history: History, lengths: readonly number[]): Promise<Row[]> {
  const measured: { days: number; calls: number; units: number; ms: number }[] = [];
  for (const days of lengths) measured.push({ days, ...(await measureReads(meter, history, days)) });
  const [first] = measured;
  return measured.map(({ days, calls, units, ms }) => [
    history.name,
    number(days),
    number(calls),
    number(units),
    `${number(units / (first?.units ?? units), 2)} ×`,
    number(ms, 1),
    `${number(ms / (first?.ms ?? ms), 2)} ×`,
  ]);
}

async function measureReads(meter: Meter, { streamOf }: History, days: number) {
  const table = await createTable(meter.endpoint);
  for (let day = -days; day <= 10; day++) await fillDay(table, MONTH_START + day * DAY_MS, streamOf(day));
  const versions = [{ hash: '', publishedAt: 0, catalogue: parseCatalogue(benchCatalogue(1), { file: 'bench' }) }];
  const [question] = questionsOf(versions, { agreement: AGREEMENT, period: '2034-10' }, MONTH_START + 40 * DAY_MS);
  if (question === undefined) throw new Error('expected a question');
  const ask = async () => evaluate(question, await readKnowledge(table, question));
  await ask();
  const began = performance.now();
  const { calls, units } = await meter.during(ask);
  const ms = performance.now() - began;
  return { calls: Object.values(calls).reduce((sum, count) => sum + count, 0), units: units.read, ms };
}

/** An outage of an hour, recorded as the write path records it. */
async function fillDay(table: Table, day: number, stream: string): Promise<void> {
  const service = serviceName(0);
  const about = { kind: 'state', service, monitor: `${service}-alerts`, stream } as const;
  const events: StateEvent[] = [
    { ...about, state: 'down', at: day + 8 * HOUR_MS },
    { ...about, state: 'up', at: day + 9 * HOUR_MS },
  ];
  const provenance = { delivery: { pk: 'D', sk: 'bench' }, recordedAt: day };
  await Promise.all(events.map((event) => appendEvent(table, identify(event), provenance)));
  const [event] = events;
  if (event !== undefined) await refresh(table, bucketOf(event));
}
