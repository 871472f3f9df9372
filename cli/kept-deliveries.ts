import { formatInstant } from '../shared/domain/instant.ts';
import {
  deliveriesOfMinute,
  getDelivery,
  nothingIfGone,
  type PlacedDelivery,
  type UnreadDelivery,
} from '../shared/store/deliveries.ts';
import { listQuarantine } from '../shared/store/quarantine.ts';
import type { Table } from '../shared/store/table.ts';
import { counted } from './counted.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';

/** Which deliveries are to be read again. */
export interface Wanted {
  readonly source: string | undefined;
  /** Undefined for what is in quarantine. Epoch ms. */
  readonly window: { readonly from: number; readonly until: number } | undefined;
}

/** Those that are wanted, and those of other sources that were received in the same window. */
interface Kept {
  readonly chosen: readonly PlacedDelivery[];
  readonly others: readonly UnreadDelivery[];
}

export async function keptDeliveries(table: Table, { source, window }: Wanted, io: Io): Promise<Kept> {
  const isOfSource = (given: string) => source === undefined || given === source;
  if (window === undefined) {
    const chosen = (await quarantined(table)).filter(({ delivery }) => isOfSource(delivery.source));
    return { chosen, others: [] };
  }
  const received = await receivedIn(table, window, io);
  const chosen: PlacedDelivery[] = [];
  for (const { receipt, read } of received) if (isOfSource(receipt.source)) chosen.push(await read());
  return { chosen, others: received.filter(({ receipt }) => !isOfSource(receipt.source)) };
}

async function quarantined(table: Table): Promise<PlacedDelivery[]> {
  const items = await listQuarantine(table, Number.MAX_SAFE_INTEGER);
  const pointers = new Map(items.map(({ delivery }) => [`${delivery.pk} ${delivery.sk}`, delivery]));
  const deliveries: PlacedDelivery[] = [];
  for (const pointer of pointers.values()) {
    // One whose body is gone stays in quarantine, which says so.
    const delivery = await getDelivery(table, pointer).catch(nothingIfGone);
    if (delivery !== undefined) deliveries.push({ pointer, delivery });
  }
  return deliveries;
}

const MINUTE_MS = 60_000;
const MINUTES_AT_ONCE = 16;

async function receivedIn(
  table: Table,
  { from, until }: { from: number; until: number },
  io: Io,
): Promise<UnreadDelivery[]> {
  const first = Math.floor(from / MINUTE_MS);
  const minutes = Math.ceil(until / MINUTE_MS) - first;
  const progress = new Progress(io, minutes);
  const found: UnreadDelivery[] = [];
  for (let start = 0; start < minutes; start += MINUTES_AT_ONCE) {
    const some = Array.from({ length: Math.min(MINUTES_AT_ONCE, minutes - start) }, (_, index) =>
      formatInstant((first + start + index) * MINUTE_MS).slice(0, 16),
    );
    found.push(...(await Promise.all(some.map((minute) => deliveriesOfMinute(table, minute)))).flat());
    progress.show({ done: start + some.length, label: counted(found.length, 'delivery', 'deliveries') });
  }
  progress.end();
  return found.filter(({ receipt: { receivedAt } }) => from <= receivedAt && receivedAt < until);
}
