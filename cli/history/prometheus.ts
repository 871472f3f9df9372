import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { HistoryFormat } from './history.ts';
import { type Series, seriesIn } from './prometheus-matrix.ts';
import { askedInRanges } from './prometheus-ranges.ts';
import { jsonOf, numbered } from './rows.ts';
import { SeriesBook } from './series-book.ts';

/** Series of 1 and 0, such as `up` or `probe_success`: from files with answers to range queries, or from a Prometheus. */
export const prometheus: HistoryFormat = {
  name: 'prometheus',
  takes: ['label', 'service', 'step', 'url', 'query', 'period'],
  open: async (files, options, io) => {
    if (options.url !== undefined) return askedInRanges(options, io);
    const read = await Promise.all(files.map(async (file) => ({ file, json: await jsonOf(file, io) })));
    const series = read.flatMap(({ file, json }) => placed(file, () => seriesIn(json)));
    const book = new SeriesBook(options.stepMs ?? shortestStep(series), options.labels);
    const rows = [...series.flatMap((it) => book.add(it)), ...book.end()];
    return { total: rows.length, rows: numbered(rows) };
  },
};

function placed<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof InvalidInputError) throw new InvalidInputError(`${file}: ${cause.message}`, { cause });
    throw cause;
  }
}

// The answer does not repeat its step: two samples that follow each other without a hole are one step apart.
function shortestStep(series: readonly Series[]): number | undefined {
  const distances = series.flatMap(({ values }) =>
    values.slice(1).map(([at], index) => at - (values[index]?.[0] ?? at)),
  );
  const positive = distances.filter((distance) => distance > 0);
  return positive.length === 0 ? undefined : positive.reduce((a, b) => Math.min(a, b)) * 1000;
}
