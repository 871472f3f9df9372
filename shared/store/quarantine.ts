import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { digest } from '../domain/digest.ts';
import { InvalidInputError } from '../domain/errors.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import type { DeliveryPointer, Receipt } from './deliveries.ts';
import { type Key, QUARANTINE_PARTITION, quarantineKey } from './keys.ts';
import { conditionally, getAll, type Item, putIfAbsent, query, type Table } from './table.ts';

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

export function partOf(
  { pointer, delivery }: { readonly pointer: DeliveryPointer; readonly delivery: Receipt },
  part: { reason: string; detail: string },
): SetAside {
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
  return { ...part, receivedAt: formatInstant(receivedAt), detail: shownDetail(detail) };
}

/** As much of a detail as is kept beside the delivery itself. */
export function shownDetail(detail: string | undefined): string | undefined {
  return detail?.slice(0, SHOWN_DETAIL);
}

const LARGEST_PAGE = 1_000;

/** What nobody has settled yet, the newest first. */
export async function listQuarantine(table: Table, limit = 100): Promise<Quarantined[]> {
  return (await openItems(table, limit)).map(quarantinedOf);
}

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{64}$/;

/**
 * The same from before a place on, and the place to go on before; not there at the end.
 *
 * @throws InvalidInputError for what is no place in the quarantine
 */
export async function quarantineBefore(
  table: Table,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly Quarantined[]; readonly next?: string }> {
  if (before !== undefined && !PLACE.test(before)) {
    const got = before.length > 120 ? `${before.slice(0, 120)}…` : before;
    throw new InvalidInputError(
      `expected a place such as 2026-10-14T07:12:30.000Z# and 64 hexadecimal digits; got "${got}"`,
    );
  }
  const items = await openItems(table, limit + 1, before);
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(quarantinedOf),
    ...(items.length > limit && last !== undefined && { next: String(last.sk) }),
  };
}

async function openItems(table: Table, limit: number, from?: string): Promise<Item[]> {
  const open: Item[] = [];
  const pageSize = Math.min(limit, LARGEST_PAGE);
  let before = from;
  do {
    const slice = { pk: QUARANTINE_PARTITION, newestFirst: true, limit: pageSize };
    const items = await query(table, before === undefined ? slice : { ...slice, before });
    open.push(...items.filter(({ settled }) => settled === undefined));
    before = items.length < pageSize ? undefined : String(items.at(-1)?.sk);
  } while (before !== undefined && open.length < limit);
  return open.slice(0, limit);
}

/** Everything that was ever set aside of a delivery; `receivedAt` in epoch ms. */
export async function setAsideOf(
  table: Table,
  { pointer, receivedAt }: { readonly pointer: DeliveryPointer; readonly receivedAt: number },
): Promise<(Quarantined & { readonly isSettled: boolean })[]> {
  const [first, last] = [' ', '~'].map((id) => quarantineKey({ receivedAt: formatInstant(receivedAt), id }).sk);
  const items = await query(table, { pk: QUARANTINE_PARTITION, between: [first ?? '', last ?? ''] });
  return items
    .map((item) => ({ ...quarantinedOf(item), isSettled: item.settled !== undefined }))
    .filter(({ delivery }) => delivery.pk === pointer.pk && delivery.sk === pointer.sk);
}

/** What is in quarantine of these deliveries and not settled. */
export async function quarantineOf(table: Table, deliveries: readonly DeliveryPointer[]): Promise<Quarantined[]> {
  const asked = new Set(deliveries.map(({ pk, sk }) => `${pk} ${sk}`));
  const all = await listQuarantine(table, Number.MAX_SAFE_INTEGER);
  return all.filter(({ delivery: { pk, sk } }) => asked.has(`${pk} ${sk}`));
}

/** Who settled a part that had been set aside, when (epoch ms) and why. */
export interface Settlement {
  readonly at: number;
  readonly by: string;
  readonly note: string;
}

/** Those of some parts that somebody had settled. */
export async function settledAmong(table: Table, parts: readonly SetAside[]): Promise<SetAside[]> {
  const places = new Map(parts.map((part) => [placeInQuarantine(part).sk, part]));
  const items = await getAll(table, [...places.values()].map(placeInQuarantine));
  return items.flatMap(({ sk, settled }) => (settled === undefined ? [] : (places.get(String(sk)) ?? [])));
}

/** Puts a settled part back on the list of what waits. */
export async function reopenQuarantined(table: Table, part: SetAside): Promise<void> {
  await conditionally(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...placeInQuarantine(part) },
        UpdateExpression: 'REMOVE settled',
        ConditionExpression: 'attribute_exists(settled)',
      }),
    ),
  );
}

/** Takes a part out of the list of what waits; it stays where it is, with who settled it. Doing it again changes nothing. */
export async function settleQuarantined(table: Table, part: Quarantined, { at, by, note }: Settlement): Promise<void> {
  const key = placeInQuarantine({ ...part, receivedAt: parseInstant(part.receivedAt) });
  await conditionally(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...key },
        UpdateExpression: 'SET settled = :settled',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(settled)',
        ExpressionAttributeValues: { ':settled': { at: formatInstant(at), by, note } },
      }),
    ),
  );
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
