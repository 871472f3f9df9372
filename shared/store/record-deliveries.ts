import { type Bucket, bucketOf } from '../domain/bucket.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { identify, type LedgerEvent } from '../domain/event.ts';
import { normalise, signalTime } from '../domain/normalise.ts';
import type { Signal } from '../domain/signal.ts';
import type { Noted, SourceSeen } from '../domain/source-health.ts';
import { type CatalogueVersion, versionAt } from '../domain/version.ts';
import { type Delivery, type DeliveryPointer, loadDeliveries } from './deliveries.ts';
import { appendEvent } from './ledger.ts';
import { partOf, quarantine } from './quarantine.ts';
import { refresh } from './rollups.ts';
import { signalText } from './signal-text.ts';
import type { Table } from './table.ts';

/** What a parser made of a delivery: signals, what it could not read, and what it understood and counts for nothing. */
export interface ParsedDelivery {
  readonly signals: readonly Signal[];
  readonly rejected: readonly Noted[];
  readonly noted: readonly Noted[];
}

export interface RecordingContext {
  readonly versions: readonly CatalogueVersion[];
  /** Reads a delivery with the catalogue that was in force when it was received. */
  readonly parse: (delivery: Delivery, catalogue: Catalogue) => ParsedDelivery;
  /** Epoch ms. */
  readonly now: number;
}

/** How recording one delivery went: the events it holds and their buckets, or why it must be tried again. */
export type Recorded =
  | {
      readonly state: 'recorded';
      readonly pointer: DeliveryPointer;
      readonly events: readonly LedgerEvent[];
      /** How many parts of it went to quarantine. */
      readonly setAside: number;
      /** Whether its sender says that it left events out. */
      readonly isTruncated: boolean;
      readonly source: string;
      readonly seen: SourceSeen;
    }
  | { readonly state: 'failed'; readonly pointer: DeliveryPointer; readonly error: unknown };

/**
 * The write path from a kept delivery to the rollups (steps 2 to 7): load and normalise, put each event if absent,
 * then for each bucket touched take a ticket, read the ledger, fold, publish. Everything may be repeated, in any order
 * and by many at once; a bucket that several deliveries touch is folded once. A delivery whose bucket could not be
 * folded has failed, though its events are in the ledger already: the retry finds them there and folds.
 */
export async function recordDeliveries(
  table: Table,
  pointers: readonly DeliveryPointer[],
  context: RecordingContext,
): Promise<Recorded[]> {
  const loading = loadDeliveries(table, pointers);
  const appended = await Promise.all(
    pointers.map((pointer) =>
      attempt(pointer, async () => append(table, { pointer, delivery: await (await loading)(pointer) }, context)),
    ),
  );
  const failures = await refreshBuckets(table, appended);
  return appended.map((outcome) => {
    if (outcome.state === 'failed') return outcome;
    const failed = outcome.events
      .map((event) => failures.get(bucketName(bucketOf(event))))
      .find((it) => it !== undefined);
    return failed === undefined ? outcome : { state: 'failed', pointer: outcome.pointer, error: failed.error };
  });
}

async function attempt(pointer: DeliveryPointer, work: () => Promise<Appended>): Promise<Recorded> {
  try {
    return { state: 'recorded', pointer, ...(await work()) };
  } catch (error) {
    return { state: 'failed', pointer, error };
  }
}

type Appended = Pick<
  Extract<Recorded, { state: 'recorded' }>,
  'events' | 'setAside' | 'isTruncated' | 'source' | 'seen'
>;

/** A queue may be faster than a replica, but a consistent read is not: a missing delivery is an error to retry. */
export class DeliveryMissingError extends Error {
  readonly code = 'DELIVERY_MISSING';
  constructor({ pk, sk }: DeliveryPointer) {
    super(`expected a delivery at ${pk} ${sk}; found none`);
    this.name = 'DeliveryMissingError';
  }
}

async function append(
  table: Table,
  { pointer, delivery }: { pointer: DeliveryPointer; delivery: Delivery | undefined },
  context: RecordingContext,
): Promise<Appended> {
  if (delivery === undefined) throw new DeliveryMissingError(pointer);
  const read = readDelivery(delivery, context);
  const { events, setAside } = read;
  await Promise.all(setAside.map((part) => quarantine(table, partOf({ pointer, delivery }, part))));
  const provenance = { delivery: pointer, recordedAt: context.now };
  await Promise.all(events.map((event) => appendEvent(table, identify(event), provenance)));
  const isTruncated = setAside.some(({ reason }) => reason === 'truncated');
  return { events, setAside: setAside.length, isTruncated, source: delivery.source, seen: seenIn(delivery, read) };
}

// When it is said to have happened: what was announced for later is no measure.
function seenIn({ receivedAt }: Delivery, { signals, events, setAside, noted }: ReadOut): SourceSeen {
  const told = events.flatMap((event) => (event.kind === 'state' || event.kind === 'incident' ? [event.at] : []));
  const [note] = signals.length + setAside.length === 0 ? noted : [];
  return {
    receivedAt,
    ...(told.length > 0 && { toldOf: Math.max(...told) }),
    ...(note !== undefined && { noted: { reason: note.reason, detail: note.detail.slice(0, LONGEST_NOTE) } }),
  };
}

const LONGEST_NOTE = 300;

/** What a delivery says. */
export interface ReadOut {
  readonly signals: readonly Signal[];
  /** Those that the signals make, for the ledger. */
  readonly events: readonly LedgerEvent[];
  /** What could not be read or mapped. */
  readonly setAside: readonly Noted[];
  /** What was understood and counts for nothing, such as a test or what the catalogue ignores. */
  readonly noted: readonly Noted[];
  /** How many of the signals belong somewhere. */
  readonly accepted: number;
}

/** What a delivery says: its signals, their events, and what made none, with the reason. Reads nothing else. */
export function readDelivery(delivery: Delivery, { versions, parse }: RecordingContext): ReadOut {
  const received = catalogueAt(versions, delivery.receivedAt);
  // Who may speak for whom is what held when it was said; where a signal belongs, what held when it happened.
  const source = received.sources.find(({ id }) => id === delivery.source) ?? { id: delivery.source, relay: false };
  const { signals, rejected, noted } = parse(delivery, received);
  const read = signals.map((signal) => ({
    signal,
    ...normalise(signal, {
      catalogue: catalogueAt(versions, signalTime(signal)),
      source,
      receivedAt: delivery.receivedAt,
    }),
  }));
  const unmapped = read.flatMap(({ signal, unmapped: reason }) =>
    reason === undefined ? [] : [{ reason, detail: signalText(signal) }],
  );
  const ignored = read.filter(({ events, unmapped: reason }) => events.length === 0 && reason === undefined);
  return {
    signals,
    events: read.flatMap(({ events }) => events),
    setAside: [...rejected, ...unmapped],
    noted: [...noted, ...ignored.map(({ signal }) => ({ reason: 'ignored', detail: signalText(signal) }))],
    accepted: read.filter(({ events }) => events.some((event) => !('service' in event) || event.service !== null))
      .length,
  };
}

/** Nothing can be read before there is a catalogue; the delivery waits. */
export class NoCatalogueError extends Error {
  readonly code = 'NO_CATALOGUE';
  constructor() {
    super('expected a published catalogue; there is none yet');
    this.name = 'NoCatalogueError';
  }
}

function catalogueAt(versions: readonly CatalogueVersion[], instant: number): Catalogue {
  const version = versionAt(versions, instant);
  if (version === undefined) throw new NoCatalogueError();
  return version.catalogue;
}

// Which buckets could not be folded, and why.
async function refreshBuckets(table: Table, outcomes: readonly Recorded[]): Promise<Map<string, { error: unknown }>> {
  const buckets = new Map<string, Bucket>();
  for (const outcome of outcomes) {
    if (outcome.state === 'failed') continue;
    for (const bucket of outcome.events.map(bucketOf)) buckets.set(bucketName(bucket), bucket);
  }
  const failures = new Map<string, { error: unknown }>();
  await Promise.all(
    [...buckets].map(([name, bucket]) =>
      refresh(table, bucket).catch((error: unknown) => failures.set(name, { error })),
    ),
  );
  return failures;
}

function bucketName({ subject, span }: Bucket): string {
  return `${subject}\n${span}`;
}
