import { sha256 } from '../../shared/domain/digest.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Word } from './sender.ts';

/** What is sent, in this order, and when the service is down after it by the word of these alerts. */
export interface Scenario {
  readonly words: readonly Word[];
  readonly outages: readonly Outage[];
}

export interface Outage {
  /** Epoch ms. */
  readonly start: number;
  /** Undefined: it lasts. */
  readonly end: number | undefined;
}

export interface Plot {
  /** When the first outage begins, epoch ms. */
  readonly at: number;
  /** Scenarios that leave something to chance are the same for the same seed. */
  readonly seed: string;
  /** Alerts in a storm. */
  readonly count: number;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** How long each takes from its begin, so that all of it lies behind us when it is sent. */
export const SPAN_MS = 30 * MINUTE;

const SCENARIOS: Readonly<Record<string, (plot: Plot) => Scenario>> = {
  /** Half an hour, told at once. */
  outage: ({ at }) => inOrder([{ start: at, end: at + 30 * MINUTE }]),
  /** Five outages of one minute, three minutes apart. */
  flap: ({ at }) => inOrder(repeated(5, (index) => ({ start: at + index * 3 * MINUTE, length: MINUTE }))),
  /** An outage of today, and after it the word of one the day before. */
  late: ({ at }) => {
    const [today, before] = [once(at), once(at - DAY)];
    return { words: [...wordsOf(today), ...wordsOf(before)], outages: [before, today] };
  },
  /** Each delivery three times, as retries whose answers were lost. */
  duplicate: ({ at }) => {
    const { words, outages } = inOrder([once(at)]);
    return { words: words.flatMap((word) => [word, word, word]), outages };
  },
  /** Three outages of five minutes, ten minutes apart, told in no order. */
  reordered: ({ at, seed }) => {
    const { words, outages } = inOrder(
      repeated(3, (index) => ({ start: at + index * 10 * MINUTE, length: 5 * MINUTE })),
    );
    return { words: shuffled(words, seed), outages };
  },
  /** It opens and is repeated; that it was over is never told. */
  'lost-resolve': ({ at }) => ({
    words: [
      { alert: 0, says: 'open', startedAt: at, at },
      { alert: 0, says: 'repeat', startedAt: at, at: at + 5 * MINUTE },
    ],
    outages: [{ start: at, end: undefined }],
  }),
  /** Many alerts of one service open within a minute, and end from 20 to 25 minutes after the first. */
  storm: ({ at, seed, count }) => {
    const words = Array.from({ length: count }, (_, alert) => stormOf({ at, seed, alert, last: count - 1 })).flat();
    return {
      words: words.sort((a, b) => a.at - b.at || a.alert - b.alert),
      outages: [{ start: at, end: at + 25 * MINUTE }],
    };
  },
};

export const SCENARIO_NAMES = Object.keys(SCENARIOS);

/** @throws InvalidInputError listing the known names */
export function scenarioNamed(name: string): (plot: Plot) => Scenario {
  const scenario = SCENARIOS[name];
  if (scenario !== undefined) return scenario;
  throw new InvalidInputError(`expected --scenario with one of ${SCENARIO_NAMES.join(', ')}; got "${name}"`);
}

interface Closed {
  readonly start: number;
  readonly end: number;
}

function once(at: number): Closed {
  return { start: at, end: at + 30 * MINUTE };
}

function repeated(times: number, nth: (index: number) => { start: number; length: number }): Closed[] {
  return Array.from({ length: times }, (_, index) => nth(index)).map(({ start, length }) => ({
    start,
    end: start + length,
  }));
}

function inOrder(outages: readonly Closed[]): Scenario {
  return { words: outages.flatMap((outage) => wordsOf(outage)), outages };
}

function wordsOf({ start, end }: Closed, alert = 0): Word[] {
  return [
    { alert, says: 'open', startedAt: start, at: start },
    { alert, says: 'close', startedAt: start, at: end },
  ];
}

/** The first alert opens at the begin, the last one ends at the end; in between chance decides. */
function stormOf({ at, seed, alert, last }: { at: number; seed: string; alert: number; last: number }): Word[] {
  const start = at + (alert === 0 ? 0 : chance(60, seed, 'open', alert) * 1000);
  const end = at + 20 * MINUTE + (alert === last ? 5 * MINUTE : chance(300, seed, 'close', alert) * 1000);
  const [open, close] = wordsOf({ start, end }, alert);
  const repeat: Word = { alert, says: 'repeat', startedAt: start, at: start + 5 * MINUTE };
  return [open, repeat, close].filter((word) => word !== undefined);
}

/** By chance, and never as it was. */
function shuffled(words: readonly Word[], seed: string): Word[] {
  const keyed = words.map((word, index) => ({ word, index, key: sha256(`${seed} ${index}`) }));
  const mixed = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return (mixed.every(({ index }, place) => index === place) ? mixed.toReversed() : mixed).map(({ word }) => word);
}

/** A whole number from 0 to below `sides`, the same for the same seed and names. */
function chance(sides: number, ...names: readonly (string | number)[]): number {
  return Number.parseInt(sha256(names.join(' ')).slice(0, 8), 16) % sides;
}
