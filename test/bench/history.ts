import { questionsOf } from '../../shared/domain/compute.ts';
import type { Question } from '../../shared/domain/evaluate.ts';
import { type IdentifiedEvent, identify } from '../../shared/domain/event.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import { version } from '../support/catalogue.ts';

export const DAY_MS = 86_400_000;

/** The thirty days that are measured: 1 October 2026 and on. */
export const MONTH = { start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 9, 1) + 30 * DAY_MS };

export const PERIOD = `${formatInstant(MONTH.start)}/${formatInstant(MONTH.end)}`;

/** The month of one service that is watched around the clock, with a target of 99.9 %. */
export function question(): Question {
  const [asked] = questionsOf([version()], { period: PERIOD }, MONTH.end);
  if (asked === undefined) throw new Error('expected a question');
  return asked;
}

const STATES: readonly MonitorState[] = ['down', 'up', 'degraded', 'up', 'down', 'up', 'unknown', 'up'];

/**
 * Changes of one monitor spread unevenly over a stretch, in the ledger's order, as a query returns them. The same every
 * time: the figures of two runs are about the code and not about the luck of the draw.
 */
export function changes(
  count: number,
  { start, end }: { start: number; end: number } = MONTH,
  service = 'checkout',
): IdentifiedEvent[] {
  const random = generator(count);
  const step = (end - start) / count;
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor(start + (index + random()) * step);
    const state = STATES[index % STATES.length] ?? 'up';
    return identify({ kind: 'state', service, monitor: 'probe', stream: 'probe', state, at });
  });
}

// Mulberry32: small, fast, and the same on every machine.
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
