import { type Bucket, bucketOf, INCIDENTS_WITHOUT_SERVICE, utcDays } from '../domain/bucket.ts';
import type { CorrectionRecord } from '../domain/correction.ts';
import { identify, type LedgerEvent, occurredAt } from '../domain/event.ts';
import { formatInstant } from '../domain/instant.ts';
import { signalInstants } from '../domain/normalise.ts';
import { type Grounds, type Restored, renewed, restore, type TakenBack, takeBack } from '../domain/take-back.ts';
import { suspectsAmong, unmark } from './begun-readings.ts';
import type { DeliveryPointer, PlacedDelivery, Receipt, UnreadDelivery } from './deliveries.ts';
import { appendEvent, type ToldEvent, toldIn } from './ledger.ts';
import {
  partOf,
  type Quarantined,
  quarantineOf,
  reopenQuarantined,
  type SetAside,
  settledAmong,
  settleQuarantined,
  shownDetail,
} from './quarantine.ts';
import { type RecordingContext, readDelivery, recordDeliveries } from './record-deliveries.ts';
import { isStale, refresh } from './rollups.ts';
import { stillSaid } from './still-said.ts';
import type { Table } from './table.ts';

/** What reading deliveries again would change. */
export interface ReprocessPlan {
  readonly deliveries: readonly DeliveryPointer[];
  /** Said now and not in the ledger. */
  readonly added: readonly LedgerEvent[];
  /** In the ledger from these deliveries and no longer said by them. */
  readonly takenBack: readonly TakenBack[];
  /** Taken back by an earlier reading, and said again now. */
  readonly restored: readonly Restored[];
  /** What can be read and mapped now, and leaves quarantine. */
  readonly settled: readonly Quarantined[];
  /** What goes to quarantine, or stays there. */
  readonly setAside: readonly SetAside[];
  /** What had left quarantine and goes back there. */
  readonly reopened: readonly SetAside[];
  /** Where a reading that was cut short has left events that no figure knows of yet. */
  readonly unfolded: readonly Bucket[];
}

/**
 * Reads deliveries again with the sources and catalogues of now, and compares with what they left in the ledger. Looks at
 * every service of every catalogue on the days that the deliveries speak of: the cost grows with services × days.
 *
 * @param others kept deliveries that are not to be read again, and yet may say what the ledger has from these: that stays
 */
export async function planReprocess(
  table: Table,
  deliveries: readonly PlacedDelivery[],
  context: RecordingContext,
  grounds: Grounds,
  others: readonly UnreadDelivery[] = [],
): Promise<ReprocessPlan> {
  const read = deliveries.map((placed) => ({ placed, ...readDelivery(placed.delivery, context) }));
  const said = new Map(read.flatMap(({ events }) => events.map(identify)).map((it) => [it.id, it]));
  const instants = [
    ...deliveries.map(({ delivery }) => delivery.receivedAt),
    ...read.flatMap(({ signals }) => signals.flatMap(signalInstants)),
    ...[...said.values()].map(({ event }) => occurredAt(event)),
  ];
  const recorded = await recordedAround(table, instants, context);
  const corrections = recorded.map(({ event }) => event).filter(isCorrective);
  const known = new Map(recorded.map((it) => [it.id, it]));
  const receivedAt = new Map(deliveries.map(({ pointer, delivery }) => [textOf(pointer), delivery.receivedAt]));
  const unsaid = recorded.flatMap((it) => {
    const told = receivedAt.get(textOf(it.delivery));
    return told === undefined || said.has(it.id) || isCorrective(it.event) ? [] : [{ ...it, receivedAt: told }];
  });
  const still = await stillSaid(table, unsaid, { chosen: deliveries, others, context });
  const stale = unsaid.filter(({ id }) => !still.has(id));
  const kept = unsaid.flatMap(({ id, event }) => keptBy(event, still.get(id)));
  const gone = new Set(stale.map(({ id }) => id));
  const rest = [...known.values(), ...said.values()].filter(({ id }) => !gone.has(id));
  const setAside = read.flatMap((it) => it.setAside.map((part) => partOf(it.placed, part)));
  const quarantined = await quarantineOf(
    table,
    deliveries.map(({ pointer }) => pointer),
  );
  return {
    deliveries: deliveries.map(({ pointer }) => pointer),
    added: [...said.values()].filter(({ id }) => !known.has(id)).map(({ event }) => event),
    takenBack: [
      ...renewed(
        takeBack(
          stale.map(({ event }) => event),
          rest.map(({ event }) => event),
          grounds,
        ),
        corrections,
        grounds.now,
      ),
      ...kept,
    ],
    restored: restore(
      [...said.values(), ...kept].map(({ event }) => event),
      corrections,
      grounds,
    ),
    settled: quarantined.filter((item) => !setAside.some((part) => isSame(part, item))),
    setAside,
    reopened: await settledAmong(table, setAside),
    unfolded: await unfoldedOf(table, [...[...said.values()].map(({ event }) => event), ...corrections]),
  };
}

/** Carries a plan out, in an order in which a crash leaves no event lost: repeating it ends in the same ledger. */
export async function carryOut(
  table: Table,
  plan: ReprocessPlan,
  context: RecordingContext,
  grounds: Grounds,
): Promise<void> {
  const [delivery] = plan.deliveries;
  if (delivery === undefined) return;
  for (const outcome of await recordDeliveries(table, plan.deliveries, context)) {
    if (outcome.state === 'failed') throw outcome.error;
  }
  // What was read here to its end ends no reader any more, for all that is known.
  for (const { pointer, begun } of await suspectsAmong(table, plan.deliveries)) {
    if (begun > 0) await unmark(table, pointer);
  }
  const takingBack = [
    ...plan.restored.map(({ by }) => by),
    ...plan.takenBack.flatMap((it) => (it.how === 'kept' ? [] : it.by)),
  ];
  for (const event of takingBack) {
    await appendEvent(table, identify(event), { delivery, recordedAt: grounds.now });
  }
  for (const bucket of unique([...takingBack.map(bucketOf), ...plan.unfolded])) await refresh(table, bucket);
  for (const item of plan.settled) {
    await settleQuarantined(table, item, { at: grounds.now, by: grounds.approvedBy, note: grounds.note });
  }
  for (const part of plan.reopened) await reopenQuarantined(table, part);
}

function unique(buckets: readonly Bucket[]): Bucket[] {
  return [...new Map(buckets.map((bucket) => [`${bucket.subject}\n${bucket.span}`, bucket])).values()];
}

async function unfoldedOf(table: Table, events: readonly LedgerEvent[]): Promise<Bucket[]> {
  const unfolded: Bucket[] = [];
  for (const bucket of unique(events.map(bucketOf))) {
    if (await isStale(table, bucket, Number.POSITIVE_INFINITY)) unfolded.push(bucket);
  }
  return unfolded;
}

function keptBy(event: LedgerEvent, by: Receipt | undefined): TakenBack[] {
  if (by === undefined) return [];
  return [{ event, how: 'kept', why: `${by.source} still says so, received ${formatInstant(by.receivedAt)}` }];
}

function isCorrective(event: LedgerEvent): event is CorrectionRecord {
  return event.kind === 'correction' || event.kind === 'approval';
}

const DAY_MS = 86_400_000;

// A day to spare on either side: what was recorded may have had another time.
async function recordedAround(
  table: Table,
  instants: readonly number[],
  { versions }: RecordingContext,
): Promise<ToldEvent[]> {
  const days = [...new Set(instants.flatMap((at) => utcDays({ start: at - DAY_MS, end: at + DAY_MS + 1 })))];
  const years = new Set(days.map((day) => day.slice(0, 4)));
  const services = new Set(versions.flatMap(({ catalogue }) => catalogue.services.map(({ id }) => id)));
  const buckets = [
    ...[...services].flatMap((subject) => [...days, ...years].map((span): Bucket => ({ subject, span }))),
    ...[...days, ...years].map((span): Bucket => ({ subject: INCIDENTS_WITHOUT_SERVICE, span })),
  ];
  const told: ToldEvent[] = [];
  for (let start = 0; start < buckets.length; start += BUCKETS_AT_ONCE) {
    const some = buckets.slice(start, start + BUCKETS_AT_ONCE);
    told.push(...(await Promise.all(some.map((bucket) => toldIn(table, bucket)))).flat());
  }
  return told;
}

const BUCKETS_AT_ONCE = 16;

// Two sources may have a part of the same text set aside: what becomes of one says nothing of the other.
function isSame(part: SetAside, item: Quarantined): boolean {
  return (
    textOf(part.delivery) === textOf(item.delivery) &&
    part.reason === item.reason &&
    shownDetail(part.detail) === item.detail
  );
}

function textOf({ pk, sk }: DeliveryPointer): string {
  return `${pk} ${sk}`;
}
