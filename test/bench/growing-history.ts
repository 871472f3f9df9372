import { evaluate } from '../../shared/domain/evaluate.ts';
import { type Change, fold } from '../../shared/domain/fold.ts';
import { changes, DAY_MS, MONTH, question } from './history.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Section } from './section.ts';

const IN_PERIOD = 1000;

/** That an event costs the same after years: only its day is folded, and no period walks through the past. */
export const growingHistory: Section = {
  title: 'Growing history before the period',
  about: `Evaluate ${number(IN_PERIOD)} changes within thirty days, with the whole past in memory; fold the day that an event touches.`,
  columns: ['changes before', 'evaluate ms', 'against none', 'fold of a day µs'],
  rows: (options) => {
    const day = changes(Math.round(IN_PERIOD / 30), { start: MONTH.end - DAY_MS, end: MONTH.end });
    const measured = (options.quick ? [0, 10_000] : [0, 1000, 10_000, 100_000, 1_000_000]).map((before) => ({
      before,
      evaluateMs: evaluatingAfter(before, options),
      foldMs: measure(() => fold(day), options).medianMs,
    }));
    return measured.map(({ before, evaluateMs, foldMs }) => [
      number(before),
      number(evaluateMs, 3),
      `${number(evaluateMs / (measured[0]?.evaluateMs ?? evaluateMs), 2)} ×`,
      number(foldMs * 1000, 1),
    ]);
  },
};

function evaluatingAfter(before: number, options: BenchOptions): number {
  const [stream] = fold(changes(IN_PERIOD)).streams;
  if (stream === undefined) throw new Error('expected a stream');
  const streams = [{ ...stream, changes: [...past(before), ...stream.changes] }];
  const asked = question();
  return measure(
    () => evaluate(asked, { streams, maintenance: [], dependencies: {}, beats: {}, counts: [], incidents: [] }),
    options,
  ).medianMs;
}

/** One change every ten minutes, up to the period. */
function past(count: number): Change[] {
  return Array.from({ length: count }, (_, index) => ({
    at: MONTH.start - (count - index) * 600_000,
    state: index % 2 === 0 ? 'down' : 'up',
  }));
}
