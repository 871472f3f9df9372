import { digest } from '../domain/digest.ts';
import { formatInstant } from '../domain/instant.ts';
import type { DeliveryPointer } from './deliveries.ts';
import { QUARANTINE_PARTITION, quarantineKey } from './keys.ts';
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

const SHOWN_DETAIL = 2_000;

/** Sets a part of a delivery aside; doing it again changes nothing. */
export async function quarantine(
  table: Table,
  { receivedAt, ...what }: Omit<Quarantined, 'receivedAt'> & { receivedAt: number },
): Promise<void> {
  const at = formatInstant(receivedAt);
  const item = { ...what, receivedAt: at, detail: what.detail?.slice(0, SHOWN_DETAIL) };
  await putIfAbsent(table, quarantineKey({ receivedAt: at, id: digest(item) }), item);
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
