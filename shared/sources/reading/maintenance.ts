import type { MaintenanceSignal } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import { isSignalTime, LONGEST_WINDOW_MS } from '../signals/signal-schema.ts';
import type { Parsed } from '../source.ts';
import { type Description, described } from './described.ts';
import { eventTime, timeOf } from './event-time.ts';
import { found, refused } from './parsed.ts';
import { identity, type Receipt } from './state.ts';

/** The words of a sender about announced maintenance of what some labels name. */
export interface MaintenanceWords extends Omit<Description, 'url'> {
  readonly maintenance: unknown;
  readonly start: unknown;
  readonly end: unknown;
  /** When it was announced; the time of receipt unless the sender says. */
  readonly announcedAt?: unknown;
  /** There (if only as `null`) when it was called off. */
  readonly cancelledAt?: unknown;
}

/** The signal of a maintenance window. Its start and end may lie in the future; without them it is none. */
export function maintenance(words: MaintenanceWords, { receivedAt, zone = 'UTC' }: Receipt): Parsed {
  const id = identity(words.maintenance);
  const start = timeOf(words.start, zone);
  const end = timeOf(words.end, zone);
  if (id === undefined)
    return refused('invalid', `expected the id of a maintenance; got ${preview(words.maintenance)}`);
  const got = `${preview(words.start)} to ${preview(words.end)}`;
  if (start !== undefined && end !== undefined && !(isSignalTime(start) && isSignalTime(end))) {
    return refused('implausible-time', `maintenance ${id}: expected a start and an end from 2000 to 2099; got ${got}`);
  }
  if (start === undefined || end === undefined || end <= start || end - start > LONGEST_WINDOW_MS) {
    return refused(
      'invalid',
      `maintenance ${id}: expected a start and a later end, at most 366 days apart; got ${got}`,
    );
  }
  const { labels, ...named } = described({ labels: words.labels ?? {}, title: words.title });
  const signal: MaintenanceSignal = {
    kind: 'maintenance',
    maintenance: id,
    services: [],
    labels,
    start,
    end,
    announcedAt: eventTime(words.announcedAt, receivedAt, zone) ?? receivedAt,
    ...(words.cancelledAt !== undefined && {
      cancelledAt: eventTime(words.cancelledAt, receivedAt, zone) ?? receivedAt,
    }),
    ...named,
  };
  return found(signal);
}
