import type { MonitorState, PreviousState, StateSignal } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import { LONGEST_ID } from '../signals/signal-schema.ts';
import type { Parsed } from '../source.ts';
import { type Description, described } from './described.ts';
import { eventTime } from './event-time.ts';
import { foundIn, refused } from './parsed.ts';
import { cleaned } from './text.ts';

/** When and how a delivery is read. */
export interface Receipt {
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Zone of times without an offset; UTC unless said. */
  readonly zone?: string;
}

/** The words of a sender about one stream, as they came: unclean texts, times in any notation. */
interface Described extends Description {
  /** The stream: one alert, check or incident, the same at opening and closing. */
  readonly monitor: unknown;
}

/** A state that holds from a time on. */
export interface StateWords extends Described {
  readonly state: MonitorState;
  /** The sender's event time; without one that can be true the time of receipt counts, and the signal is marked. */
  readonly at?: unknown;
  readonly previous?: PreviousState | undefined;
  /** Since when the state before held. */
  readonly since?: unknown;
  /** That it is unknown as it is being maintained. */
  readonly maintenance?: true;
  /** When the trouble began that it is a turn of, where it says so. */
  readonly startedAt?: unknown;
}

/** The signal of a stream that is in a state from a time on. */
export function state(words: StateWords, receipt: Receipt): Parsed {
  const { receivedAt, zone } = receipt;
  const at = eventTime(words.at, receivedAt, zone);
  const since = eventTime(words.since, receivedAt, zone);
  const { maintenance } = words;
  const isDated = since !== undefined && since < (at ?? receivedAt);
  const occurrenceStart = eventTime(words.startedAt, receivedAt, zone);
  return asSignal(words, {
    ...(occurrenceStart !== undefined && { occurrenceStart }),
    state: words.state,
    at: at ?? receivedAt,
    ...before(words.previous, isDated ? since : undefined),
    ...(maintenance && { maintenance }),
    ...(at === undefined && { timeIs: 'receipt' }),
  });
}

// A stream's first word that it is up again says that it was down, and not for how long: not for all the time before.
function before(previous: PreviousState | undefined, since: number | undefined) {
  if (previous === undefined) return {};
  if (since !== undefined) return { previous, since };
  return previous === 'down' || previous === 'degraded' ? { ends: previous } : { previous };
}

/** One occurrence of trouble: open while `endedAt` is not there. */
export interface OccurrenceWords extends Described {
  /** What the stream is in between. */
  readonly state?: 'down' | 'degraded' | 'unknown';
  readonly startedAt?: unknown;
  /** There (if only as `null`) when the occurrence is over. */
  readonly endedAt?: unknown;
  /** Whether the sender says it again as long as it is open. */
  readonly repeats?: boolean;
}

/** Fine enough for repeats that come hours apart, and a message that is sent again at once stays the identical signal. */
const HEARD_TO_MS = 60_000;

/**
 * The opening or closing of an occurrence. A closing names what was before and since when, so that it heals an opening
 * that was lost, and comes after its start by one millisecond at least: both at one instant would have no order. Of one
 * that is repeated, the opening was heard at receipt, and the closing bears it out to its end.
 */
export function occurrence(words: OccurrenceWords, receipt: Receipt): Parsed {
  const { receivedAt, zone } = receipt;
  const { state: trouble = 'down', repeats = false } = words;
  const start = eventTime(words.startedAt, receivedAt, zone);
  if (words.endedAt === undefined) {
    return asSignal(words, {
      state: trouble,
      at: start ?? receivedAt,
      ...(repeats && { heardAt: receivedAt - (receivedAt % HEARD_TO_MS) }),
      ...(start === undefined && { timeIs: 'receipt' }),
    });
  }
  const end = eventTime(words.endedAt, receivedAt, zone);
  const timeIs = end === undefined ? 'receipt' : start !== undefined && end < start ? 'start' : undefined;
  const at = Math.max(end ?? receivedAt, (start ?? 0) + 1);
  return asSignal(words, {
    state: 'up',
    at,
    ...before(trouble, start),
    ...(repeats && { heardAt: at }),
    ...(timeIs !== undefined && { timeIs }),
  });
}

type Timed = Pick<StateSignal, 'state' | 'at' | 'previous' | 'since' | 'ends' | 'heardAt' | 'maintenance'> & {
  readonly timeIs?: 'receipt' | 'start';
  readonly occurrenceStart?: number;
};

function asSignal({ monitor, ...words }: Described, { timeIs, occurrenceStart, ...timed }: Timed): Parsed {
  const id = identity(monitor);
  if (id === undefined) return refused('invalid', `expected the id of a monitor or alert; got ${preview(monitor)}`);
  return foundIn(occurrenceStart, { kind: 'state', monitor: id, ...timed, ...described(words, timeIs) });
}

/** A foreign id as one of ours: a text that says something or a number. */
export function identity(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  const id = typeof text === 'string' ? cleaned(text, LONGEST_ID) : '';
  return id === '' ? undefined : id;
}
