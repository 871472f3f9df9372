import { evaluate } from '../../shared/domain/evaluate.ts';
import type { IdentifiedEvent } from '../../shared/domain/event.ts';
import { fold } from '../../shared/domain/fold.ts';
import { changes, question } from './history.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Section } from './section.ts';

/** From the events of a month, as the ledger returns them, to its attainment. */
export const oneService: Section = {
  title: 'One service over thirty days',
  about:
    'Fold and evaluate, medians of repeated runs in a warm process. Of eight changes two begin an outage and one a ' +
    'stretch of unknown.',
  columns: ['changes', 'fold ms', 'evaluate ms', 'both ms', 'fastest ms', 'ns per change', 'against 100 changes'],
  rows: (options) => {
    const counts = options.quick ? [100, 1000, 10_000] : [100, 1000, 10_000, 100_000];
    const measured = counts.map((count) => ({ count, ...timesOf(changes(count), options) }));
    const perChange = (it: { count: number; both: number }): number => (it.both * 1e6) / it.count;
    return measured.map((it) => [
      number(it.count),
      number(it.fold, 3),
      number(it.evaluate, 3),
      number(it.both, 3),
      number(it.fastest, 3),
      number(perChange(it)),
      `${number(perChange(it) / perChange(measured[0] ?? it), 2)} ×`,
    ]);
  },
};

function timesOf(events: readonly IdentifiedEvent[], options: BenchOptions) {
  const asked = question();
  const knowledge = knownFrom(events);
  const both = measure(() => evaluate(asked, knownFrom(events)), options);
  return {
    fold: measure(() => fold(events), options).medianMs,
    evaluate: measure(() => evaluate(asked, knowledge), options).medianMs,
    both: both.medianMs,
    fastest: both.fastestMs,
  };
}

function knownFrom(events: readonly IdentifiedEvent[]) {
  const { streams, maintenance } = fold(events);
  return { streams, maintenance, dependencies: {}, beats: {}, counts: [], incidents: [] };
}
