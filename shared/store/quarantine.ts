import { digest } from '../domain/digest.ts';
import { formatInstant } from '../domain/instant.ts';
import type { DeliveryPointer, PlacedDelivery } from './deliveries.ts';
import { type Key, QUARANTINE_PARTITION, quarantineKey } from './keys.ts';
import { type Item, putIfAbsent, query, type Table } from './table.ts';

/** What could not be read or mapped, and where its raw bytes are: kept, shown, and replayable. */
export interface Quarantined {
  readonly source: string;
  /** ISO instant of the delivery. */
  readonly receivedAt: string;
  readonly reason: string;
  /** The part that was set aside, as text. */
  readonly detail?: string;
  readonly delivery: DeliveryPointer;
}

/** A part of a delivery to be set aside; `receivedAt` in epoch ms. */
export type SetAside = Omit<Quarantined, 'receivedAt'> & { readonly receivedAt: number };

export function partOf({ pointer, delivery }: PlacedDelivery, part: { reason: string; detail: string }): SetAside {
  return { ...part, source: delivery.source, receivedAt: delivery.receivedAt, delivery: pointer };
}

/** Sets a part of a delivery aside; doing it again changes nothing. */
export async function quarantine(table: Table, part: SetAside): Promise<void> {
  await putIfAbsent(table, placeInQuarantine(part), itemOf(part));
}

/** Where a part of a delivery lies once it has been set aside. */
export function placeInQuarantine(part: SetAside): Key {
  const item = itemOf(part);
  return quarantineKey({ receivedAt: item.receivedAt, id: digest(item) });
}

const SHOWN_DETAIL = 2_000;

function itemOf({ receivedAt, detail, ...part }: SetAside) {
  return { ...part, receivedAt: formatInstant(receivedAt), detail: detail?.slice(0, SHOWN_DETAIL) };
}

/** The newest first. */
export async function listQuarantine(table: Table, limit = 100): Promise<Quarantined[]> {
  const items = await query(table, { pk: QUARANTINE_PARTITION, newestFirst: true, limit });
  return items.slice(0, limit).map(quarantinedOf);
}

function quarantinedOf(item: Item): Quarantined {
  return {
    source: String(item.source),
    receivedAt: String(item.receivedAt),
    reason: String(item.reason),
    delivery: item.delivery as DeliveryPointer,
    ...(item.detail === undefined ? {} : { detail: String(item.detail) }),
  };
}
