import { InvalidInputError } from '../../shared/domain/errors.ts';
import { FailedError } from '../failed-error.ts';
import type { History, HistoryIo, HistoryOptions, Row } from './history.ts';
import { type Series, seriesIn } from './prometheus-matrix.ts';
import { SeriesBook } from './series-book.ts';

/** A query may answer with 11,000 samples of each series at most. */
const MOST_SAMPLES = 10_000;

/** A Prometheus, asked range by range over a period, so that no answer is larger than it gives. */
export function askedInRanges({ url, query, period, stepMs, labels }: HistoryOptions, io: HistoryIo): History {
  if (url === undefined || query === undefined || period === undefined || stepMs === undefined) {
    throw new InvalidInputError('expected --query, --period and --step beside --url; got not all of them');
  }
  const end = Math.min(period.end, io.now());
  const samples = Math.max(0, Math.ceil((end - period.start) / stepMs));
  const book = new SeriesBook(stepMs, labels);
  const ask = (from: number, to: number) => answerOf(url, { query, from, to, stepMs }, io);
  return { total: samples, rows: rowsOf({ start: period.start, samples, stepMs }, book, ask) };
}

async function* rowsOf(
  { start, samples, stepMs }: { start: number; samples: number; stepMs: number },
  book: SeriesBook,
  ask: (from: number, to: number) => Promise<Series[]>,
): AsyncGenerator<Row> {
  for (let first = 0; first < samples; first += MOST_SAMPLES) {
    // Both ends of a range belong to it.
    const last = Math.min(first + MOST_SAMPLES, samples) - 1;
    const series = await ask(start + first * stepMs, start + last * stepMs);
    for (const row of series.flatMap((it) => book.add(it))) yield { ...row, read: last + 1 };
  }
  for (const row of book.end()) yield { ...row, read: samples };
}

interface Range {
  readonly query: string;
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
}

async function answerOf(base: string, { query, from, to, stepMs }: Range, io: HistoryIo): Promise<Series[]> {
  const url = new URL(`${base.replace(/\/+$/, '')}/api/v1/query_range`);
  const parameters = { query, start: from / 1000, end: to / 1000, step: stepMs / 1000 };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
  const token = io.env.PROMETHEUS_TOKEN;
  try {
    const response = await io.fetch(url, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new FailedError(`got ${response.status} ${(await response.text()).slice(0, 200)}`);
    return seriesIn(await response.json());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FailedError(`expected ${url.origin} to answer a range query; ${why}`, { cause });
  }
}
