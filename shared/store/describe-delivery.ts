import { formatInstant } from '../domain/instant.ts';
import type { Signal } from '../domain/signal.ts';
import type { Noted } from '../domain/source-health.ts';
import { PoisonDeliveryError } from './begun-readings.ts';
import type { PositionedDelivery } from './delivery-pages.ts';
import { type RecordingContext, readDelivery } from './record-deliveries.ts';

/** A delivery as the read API tells of it. */
export interface DescribedDelivery {
  readonly position: string;
  readonly source: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** Of the body as it came; null where that could not be read. */
  readonly bytes: number | null;
  /** How many signals it holds, and how many parts of it were set aside; null where it could not be read. */
  readonly signals: number | null;
  readonly quarantined: number | null;
  /** How many of the signals belong somewhere; null where it could not be read. */
  readonly accepted: number | null;
  /** How many parts were understood and count for nothing, such as a test; null where it could not be read. */
  readonly noted: number | null;
  /** Services that it speaks of. */
  readonly services: readonly string[];
  /** The first signals, and the first parts that made none. */
  readonly first: {
    readonly signals: readonly unknown[];
    readonly quarantined: readonly Noted[];
    readonly noted: readonly Noted[];
  };
  /** Why it could not be read. */
  readonly unread?: string;
}

/** More would make the answer larger than a function may give. */
const SHOWN = 10;
const SHOWN_DETAIL = 300;

type DescribingContext = RecordingContext & { readonly format: (signal: Signal) => unknown };

/** Bodies may be some MB each: a hundred at once would fill a function's memory. */
const AT_ONCE = 8;

/** Describes deliveries in their order. */
export async function describeDeliveries(
  deliveries: readonly PositionedDelivery[],
  context: DescribingContext,
): Promise<DescribedDelivery[]> {
  const described: DescribedDelivery[] = [];
  for (let from = 0; from < deliveries.length; from += AT_ONCE) {
    const some = deliveries.slice(from, from + AT_ONCE);
    described.push(...(await Promise.all(some.map((delivery) => describeDelivery(delivery, context)))));
  }
  return described;
}

/**
 * Reads a delivery anew; nothing is looked up of what it became. One that cannot be read, or that ended a reader already, is
 * told of all the same.
 */
export async function describeDelivery(
  { position, receipt, begun, read }: PositionedDelivery,
  context: DescribingContext,
): Promise<DescribedDelivery> {
  const known = { position, source: receipt.source, receivedAt: formatInstant(receipt.receivedAt) };
  try {
    if (begun > 0) throw new PoisonDeliveryError(begun);
    const { delivery } = await read();
    const { signals, events, setAside, noted, accepted } = readDelivery(delivery, context);
    const services = events.flatMap((event) =>
      'service' in event && typeof event.service === 'string' ? [event.service] : [],
    );
    return {
      ...known,
      bytes: delivery.body.byteLength,
      signals: signals.length,
      accepted,
      quarantined: setAside.length,
      noted: noted.length,
      services: [...new Set(services)],
      first: {
        signals: signals.slice(0, SHOWN).map(context.format),
        quarantined: firstOf(setAside),
        noted: firstOf(noted),
      },
    };
  } catch (error) {
    const unread = error instanceof Error ? error.message : String(error);
    const nothing = { bytes: null, signals: null, accepted: null, quarantined: null, noted: null, services: [] };
    return { ...known, ...nothing, first: { signals: [], quarantined: [], noted: [] }, unread };
  }
}

function firstOf(parts: readonly Noted[]): Noted[] {
  return parts.slice(0, SHOWN).map(({ reason, detail }) => ({ reason, detail: detail.slice(0, SHOWN_DETAIL) }));
}
