import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { version } from '../support/catalogue.ts';
import { changes, MONTH, PERIOD } from './history.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Section } from './section.ts';

/** The whole way of `attain compute`, without reading the file. */
export const fromSignals: Section = {
  title: 'From signals to attainment, as attain compute does it',
  about: 'Map, identify (SHA-256) and sort signals that come in no order, then fold and evaluate them.',
  columns: ['signals', 'ms', 'µs per signal'],
  rows: (options) =>
    (options.quick ? [1000] : [1000, 10_000, 100_000]).map((count) => {
      const ms = computingMs(count, options);
      return [number(count), number(ms, 1), number((ms * 1000) / count, 2)];
    }),
};

function computingMs(count: number, options: BenchOptions): number {
  const versions = [version()];
  const signals = shuffled(changes(count)).map((signal) => ({ signal }));
  const selection = { period: PERIOD, now: MONTH.end };
  return measure(() => computeAttainments(versions, foldSignals(versions, signals), selection), options).medianMs;
}

// Every 7,919th, a prime, modulo their number: far from sorted, and the same every time.
function shuffled(events: ReturnType<typeof changes>): Signal[] {
  return events.map((_, index) => {
    const event = events[(index * 7919) % events.length]?.event;
    if (event?.kind !== 'state') throw new Error('expected a change of state');
    return { kind: 'state', monitor: event.stream, state: event.state, at: event.at };
  });
}
