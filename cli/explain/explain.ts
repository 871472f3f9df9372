import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { readAs } from '../../shared/sources/parse-delivery.ts';
import { watching } from '../../shared/sources/reading/watch.ts';
import { formatSignal } from '../../shared/sources/signals/signal-json.ts';
import type { SignalJson } from '../../shared/sources/signals/signal-schema.ts';
import type { Delivery, FeedOptions, Parsed, Rejection, SourceType } from '../../shared/sources/source.ts';
import { becameOf } from './became.ts';
import { decidedBy } from './decided.ts';
import { type Identities, identitiesOf } from './identities.ts';
import { type Mapping, mappingOf } from './mapping.ts';
import { Recording, type Used } from './recording.ts';

/** All there is to say of how a delivery is read, fit for JSON: times are ISO, what is not known is null. */
export interface Explanation {
  /** The sender's own id of the delivery. */
  readonly deliveryId: string | null;
  readonly signals: readonly ExplainedSignal[];
  readonly rejected: readonly (Omit<Rejection, 'at'> & { readonly at?: string })[];
  readonly used: readonly Explained[];
}

/** What was looked at in the payload. */
export interface Explained extends Used {
  /**
   * The parts of the reading that it shows up in; of what shows up nowhere, the parts that it decides: none if it changes
   * nothing. Null where so much was read that this was not tried.
   */
  readonly became: readonly string[] | null;
}

export interface ExplainedSignal extends Identities {
  readonly signal: SignalJson;
  /** Only with a catalogue. */
  readonly mapping?: Mapping;
}

export interface Reading {
  readonly type: SourceType;
  readonly delivery: Delivery;
  readonly options: FeedOptions;
  /** Says where signals belong, if somebody asks. */
  readonly catalogue: Catalogue | undefined;
}

export function explain(reading: Reading): { parsed: Parsed; explanation: Explanation } {
  const { delivery, catalogue } = reading;
  const recording = new Recording();
  const parsed = parsedWith(recording, reading);
  const source = catalogue?.sources.find(({ id }) => id === delivery.source);
  const explanation: Explanation = {
    deliveryId: parsed.deliveryId ?? null,
    signals: parsed.signals.map((signal) => ({
      signal: formatSignal(signal),
      ...identitiesOf(signal, parsed.occurrenceStarts?.get(signal)),
      ...(catalogue !== undefined && { mapping: mappingOf(signal, { catalogue, source }) }),
    })),
    rejected: parsed.rejected.map(({ at, ...rest }) => ({
      ...rest,
      ...(at !== undefined && { at: formatInstant(at) }),
    })),
    used: explained(recording.used, parsed, reading),
  };
  return { parsed, explanation };
}

function parsedWith(recording: Recording, { type, delivery, options }: Reading): Parsed {
  const headers = recording.standIn(delivery.headers, 'headers');
  return watching(
    (content, packed) => recording.of(content, recording.pathTo(packed)),
    () => readAs(type, { ...delivery, headers }, options),
  );
}

/** Values read, over all readings in which one is otherwise: a second or two. */
const MOST_READ_AGAIN = 250_000;

function explained(used: readonly Used[], parsed: Parsed, reading: Reading): Explained[] {
  let readingsLeft = Math.floor(MOST_READ_AGAIN / Math.max(1, used.length));
  const isOnlyOne = onlyOnes(used);
  return used.map((one) => {
    const shown = becameOf(one.value, parsed, reading.options.zone ?? 'UTC');
    if (shown.length > 0 && isOnlyOne(one) && !shown.some(isWord)) return { ...one, became: shown };
    if (readingsLeft <= 0) return { ...one, became: shown.length > 0 ? shown : null };
    const readOtherwise = (value: string | undefined) => {
      readingsLeft -= 1;
      return parsedWith(new Recording({ path: one.path, value }), reading);
    };
    const decided = decidedBy(readOtherwise, parsed);
    // Where all of a signal hangs on it, the parts that it shows up in say more.
    return { ...one, became: shown.length > 0 && !decided.some((path) => path.includes('.')) ? shown : decided };
  });
}

// Of two values that are the same, only reading without them tells which became what.
function onlyOnes(used: readonly Used[]): (one: Used) => boolean {
  const counts = Map.groupBy(used, ({ value }) => String(value));
  return ({ value }) => counts.get(String(value))?.length === 1;
}

// A sender may use our own words for states, and may use them for something else.
function isWord(path: string): boolean {
  return /\.(state|phase|previous|ends)$/.test(path);
}
