import { type BusEvent, connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { batchHandler, busDetail, type Message } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import type { LedgerEvent } from '../shared/domain/event.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { suspectsAmong } from '../shared/store/begun-readings.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import type { DeliveryPointer } from '../shared/store/deliveries.ts';
import { type Recorded, recordDeliveries } from '../shared/store/record-deliveries.ts';
import { type RecordingSuspects, recordSuspects } from '../shared/store/record-suspects.ts';
import { noteSeen } from '../shared/store/source-seen.ts';

const table = connectTable(connectFiles());
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Turns deliveries into ledger events and rollups, and tells what changed. Safe to repeat, in any order. */
export const handler = batchHandler(async (messages, remainingMs) => {
  const allMs = remainingMs();
  const hasTime = () => remainingMs() >= allMs / 2;
  const versions = await catalogues.read();
  const outcomes = await recordBatch(messages, { versions, parse: parseDelivery, now: Date.now(), hasTime });
  const recorded = outcomes.filter((outcome) => outcome.state === 'recorded');
  const events = recorded.flatMap((outcome) => outcome.events);
  await tell(bus, [...changesIn(events), ...truncatedIn(recorded)]);
  await noteSources(recorded);
  count('EventsRecorded', events.length);
  const setAside = recorded.reduce((sum, outcome) => sum + outcome.setAside, 0);
  count('PartsQuarantined', setAside);
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  for (const { pointer, error } of failed) {
    logger.error('A delivery could not be recorded', { pointer, error: error as Error });
  }
  const comeAgain = new Set(failed.map(({ pointer }) => textOf(pointer)));
  return messages.filter(({ body }) => comeAgain.has(textOf(pointerOf(body)))).map(({ id }) => id);
});

// What comes again may be what the last reader died of: it is read by itself, before what is new.
async function recordBatch(messages: readonly Message[], context: RecordingSuspects): Promise<Recorded[]> {
  const isAgain = ({ receives }: Message): boolean => receives > 1;
  const again = messages.filter(isAgain).map(({ body }) => pointerOf(body));
  const first = messages.filter((message) => !isAgain(message)).map(({ body }) => pointerOf(body));
  const suspects = again.length === 0 ? [] : await suspectsAmong(table, again);
  return [...(await recordSuspects(table, suspects, context)), ...(await recordDeliveries(table, first, context))];
}

// The latest of each source, for its health. Lost, it is noted with the next.
async function noteSources(recorded: readonly Pick<Done, 'source' | 'seen'>[]): Promise<void> {
  const latest = new Map<string, Done['seen']>();
  for (const { source, seen } of recorded) {
    const known = latest.get(source);
    if (known === undefined || isLater(seen, known)) latest.set(source, seen);
  }
  try {
    await Promise.all([...latest].map(([source, seen]) => noteSeen(table, source, seen)));
  } catch (error) {
    logger.warn('It could not be noted which sources were heard', { error: error as Error });
  }
}

function isLater(seen: Done['seen'], known: Done['seen']): boolean {
  return (
    seen.receivedAt > known.receivedAt ||
    (seen.receivedAt === known.receivedAt && (seen.toldOf ?? 0) > (known.toldOf ?? 0))
  );
}

// What the sweep records instead is not told: who leaves events out does so again the next time.
function truncatedIn(recorded: readonly Done[]): BusEvent[] {
  const latest = new Map(recorded.flatMap(({ isTruncated, source, seen }) => (isTruncated ? [[source, seen]] : [])));
  return [...latest].map(([source, { receivedAt }]) => {
    const detail = { type: 'DeliveryTruncated', source, receivedAt: formatInstant(receivedAt) } as const;
    return { type: 'DeliveryTruncated', detail };
  });
}

type Done = Extract<Recorded, { state: 'recorded' }>;

function pointerOf(body: unknown): DeliveryPointer {
  const { pk, sk } = busDetail(body) ?? {};
  return { pk: String(pk), sk: String(sk) };
}

function textOf({ pk, sk }: DeliveryPointer): string {
  return `${pk} ${sk}`;
}

function changesIn(events: readonly LedgerEvent[]): BusEvent[] {
  const services = new Set<string>();
  const incidents = new Set<string>();
  for (const event of events) {
    if (event.kind === 'incident') incidents.add(event.incident);
    else if (event.kind !== 'heartbeat') services.add(event.service);
  }
  return [
    ...[...services].map((service): BusEvent => ({ type: 'ServiceStateChanged', detail: { service } })),
    ...[...incidents].map((incident): BusEvent => ({ type: 'IncidentChanged', detail: { incident } })),
  ];
}
