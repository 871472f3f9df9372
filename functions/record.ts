import { type BusEvent, connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { batchHandler, busDetail, type Message } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import type { LedgerEvent } from '../shared/domain/event.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import type { DeliveryPointer } from '../shared/store/deliveries.ts';
import { type Recorded, recordDeliveries } from '../shared/store/record-deliveries.ts';
import { noteSeen } from '../shared/store/source-seen.ts';

const table = connectTable(connectFiles());
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Turns deliveries into ledger events and rollups, and tells what changed. Safe to repeat, in any order. */
export const handler = batchHandler(async (messages) => {
  const versions = await catalogues.read();
  const pointers = messages.map(pointerOf);
  const outcomes = await recordDeliveries(table, pointers, { versions, parse: parseDelivery, now: Date.now() });
  const recorded = outcomes.filter((outcome) => outcome.state === 'recorded');
  const events = recorded.flatMap((outcome) => outcome.events);
  await tell(bus, [...changesIn(events), ...truncatedIn(recorded)]);
  await noteSources(recorded);
  count('EventsRecorded', events.length);
  const setAside = recorded.reduce((sum, outcome) => sum + outcome.setAside, 0);
  count('PartsQuarantined', setAside);
  return outcomes.flatMap((outcome, index) => {
    if (outcome.state === 'recorded') return [];
    logger.error('A delivery could not be recorded', { pointer: outcome.pointer, error: outcome.error as Error });
    return messages[index]?.id ?? [];
  });
});

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

function pointerOf({ body }: Message): DeliveryPointer {
  const { pk, sk } = busDetail(body) ?? {};
  return { pk: String(pk), sk: String(sk) };
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
