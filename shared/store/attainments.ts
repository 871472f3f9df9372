import type { Attainment } from '../domain/result.ts';
import { type AttainmentOf, attainmentKey, attainmentPartition, attainmentTicketKey } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { putFenced, takeTicket } from './rollups.ts';
import { getAll, query, type Table } from './table.ts';

/** The latest figure of a service under an agreement in a period, and the catalogue it was made with. */
export interface StoredAttainment {
  readonly catalogue: string;
  readonly engine: string;
  readonly attainment: Attainment;
}

/**
 * Publishes a figure, fenced by a ticket that must be taken before the reads it is made from: the same rule that
 * protects rollups keeps a slow assessment from overwriting a newer one.
 */
export async function takeAttainmentTicket(table: Table, of: AttainmentOf): Promise<number> {
  return await takeTicket(table, attainmentTicketKey(of));
}

export async function putAttainment(table: Table, stored: StoredAttainment, ticket: number): Promise<boolean> {
  const { agreement, service, period } = stored.attainment;
  const key = attainmentKey({ agreement, service, period: period.name });
  return await putFenced(table, key, { ...stored, attainment: pack(stored.attainment) }, ticket);
}

/** The latest figures of these, as far as there are any. */
export async function attainmentsAt(table: Table, wanted: readonly AttainmentOf[]): Promise<Attainment[]> {
  const items = await getAll(table, wanted.map(attainmentKey));
  return items.map((item) => unpack(item.attainment) as Attainment);
}

/** All stored figures of an agreement, oldest period first. */
export async function attainmentsOf(table: Table, agreement: string): Promise<StoredAttainment[]> {
  const items = await query(table, { pk: attainmentPartition(agreement) });
  return items.map((item) => ({
    catalogue: String(item.catalogue),
    engine: String(item.engine),
    attainment: unpack(item.attainment) as Attainment,
  }));
}
