import { formatInstant } from '../domain/instant.ts';
import type { Signal } from '../domain/signal.ts';
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
  /** Services that it speaks of. */
  readonly services: readonly string[];
  /** The first signals and the first parts that were set aside. */
  readonly first: { readonly signals: readonly unknown[]; readonly quarantined: readonly SetAsidePart[] };
  /** Why it could not be read. */
  readonly unread?: string;
}

interface SetAsidePart {
  readonly reason: string;
  readonly detail: string;
}

/** More would make the answer larger than a function may give. */
const SHOWN = 10;
const SHOWN_DETAIL = 300;

/** Reads a delivery anew; nothing is looked up of what it became. One that cannot be read is told of all the same. */
export async function describeDelivery(
  { position, receipt, read }: PositionedDelivery,
  context: RecordingContext & { readonly format: (signal: Signal) => unknown },
): Promise<DescribedDelivery> {
  const known = { position, source: receipt.source, receivedAt: formatInstant(receipt.receivedAt) };
  try {
    const { delivery } = await read();
    const { signals, events, setAside } = readDelivery(delivery, context);
    const services = events.flatMap((event) =>
      'service' in event && typeof event.service === 'string' ? [event.service] : [],
    );
    return {
      ...known,
      bytes: delivery.body.byteLength,
      signals: signals.length,
      quarantined: setAside.length,
      services: [...new Set(services)],
      first: {
        signals: signals.slice(0, SHOWN).map(context.format),
        quarantined: setAside
          .slice(0, SHOWN)
          .map(({ reason, detail }) => ({ reason, detail: detail.slice(0, SHOWN_DETAIL) })),
      },
    };
  } catch (error) {
    const unread = error instanceof Error ? error.message : String(error);
    const nothing = { bytes: null, signals: null, quarantined: null, services: [] };
    return { ...known, ...nothing, first: { signals: [], quarantined: [] }, unread };
  }
}
