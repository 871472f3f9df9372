import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { watching } from '../../shared/sources/reading/watch.ts';
import { formatSignal } from '../../shared/sources/signals/signal-json.ts';
import type { SignalJson } from '../../shared/sources/signals/signal-schema.ts';
import type { Delivery, FeedOptions, Parsed, Rejection, SourceType } from '../../shared/sources/source.ts';
import { becameOf } from './became.ts';
import { type Identities, identitiesOf } from './identities.ts';
import { type Mapping, mappingOf } from './mapping.ts';
import { Recording, type Used } from './recording.ts';

/** All there is to say of how a delivery is read, fit for JSON: times are ISO, what is not known is null. */
export interface Explanation {
  /** The sender's own id of the delivery. */
  readonly deliveryId: string | null;
  readonly signals: readonly ExplainedSignal[];
  readonly rejected: readonly (Omit<Rejection, 'at'> & { readonly at?: string })[];
  /** What was looked at in the payload, and the parts of signals that it shows up in. */
  readonly used: readonly (Used & { readonly became: readonly string[] })[];
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

export function explain({ type, delivery, options, catalogue }: Reading): { parsed: Parsed; explanation: Explanation } {
  const recording = new Recording();
  const headers = recording.standIn(delivery.headers, 'headers');
  const parsed = watching(
    (content, packed) => recording.of(content, recording.pathTo(packed)),
    () => type.parse({ ...delivery, headers }, options),
  );
  const source = catalogue?.sources.find(({ id }) => id === delivery.source);
  const explanation: Explanation = {
    deliveryId: parsed.deliveryId ?? null,
    signals: parsed.signals.map((signal) => ({
      signal: formatSignal(signal),
      ...identitiesOf(signal),
      ...(catalogue !== undefined && { mapping: mappingOf(signal, { catalogue, source }) }),
    })),
    rejected: parsed.rejected.map(({ at, ...rest }) => ({
      ...rest,
      ...(at !== undefined && { at: formatInstant(at) }),
    })),
    used: recording.used.map((used) => ({
      ...used,
      became: becameOf(used.value, parsed, options.zone ?? 'UTC'),
    })),
  };
  return { parsed, explanation };
}
