import type { IncidentPhase, IncidentSignal } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import { LONGEST_PRIORITY, LONGEST_TITLE } from '../signals/signal-schema.ts';
import type { Parsed } from '../source.ts';
import { eventTime, TIME_LABEL } from './event-time.ts';
import { fittingLabels } from './labels.ts';
import { found, refused } from './parsed.ts';
import { identity, plainTexts, type Receipt } from './state.ts';
import { cleaned, webAddress } from './text.ts';

/** The words of a sender about a milestone of an incident. */
export interface IncidentWords {
  readonly incident: unknown;
  readonly phase: IncidentPhase;
  /** Left out, or no text: the priority stays what it was. */
  readonly priority?: unknown;
  /** The sender's event time; without one that can be true the time of receipt counts, and the signal is marked. */
  readonly at?: unknown;
  /** Everything that may tell the service. */
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly title?: unknown;
  readonly url?: unknown;
}

/** The signal of a milestone in the life of an incident. It moves clocks and never a state. */
export function incident(words: IncidentWords, { receivedAt, zone }: Receipt): Parsed {
  const id = identity(words.incident);
  if (id === undefined) return refused('invalid', `expected the id of an incident; got ${preview(words.incident)}`);
  const { priority, labels = {}, title, url } = words;
  const name = cleaned(typeof title === 'string' ? title : '', LONGEST_TITLE);
  const address = webAddress(typeof url === 'string' ? url : undefined);
  const at = eventTime(words.at, receivedAt, zone);
  const signal: IncidentSignal = {
    kind: 'incident',
    incident: id,
    phase: words.phase,
    priority: cleaned(typeof priority === 'string' ? priority : '', LONGEST_PRIORITY),
    at: at ?? receivedAt,
    labels: { ...fittingLabels(plainTexts(labels)), ...(at === undefined && { [TIME_LABEL]: 'receipt' }) },
    ...(name !== '' && { title: name }),
    ...(address !== undefined && { url: address }),
  };
  return found(signal);
}
