import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { BurnNotice } from '../domain/burn-notice.ts';

/** What functions tell each other. The detail is plain JSON; only pointers and names travel, never content. */
export type BusEvent =
  | { readonly type: 'DeliveryReceived'; readonly detail: { readonly pk: string; readonly sk: string } }
  | {
      readonly type: 'DeliveryTruncated';
      readonly detail: { readonly type: 'DeliveryTruncated'; readonly source: string; readonly receivedAt: string };
    }
  | { readonly type: 'ServiceStateChanged'; readonly detail: { readonly service: string } }
  | { readonly type: 'IncidentChanged'; readonly detail: { readonly incident: string } }
  | {
      readonly type: 'SlaAtRisk' | 'SlaBreached' | BurnNotice['type'];
      readonly detail: { readonly id: string } & object;
    }
  | { readonly type: 'ImprovementRaised'; readonly detail: { readonly id: string } }
  | {
      readonly type: 'ReportClosed';
      readonly detail: { readonly report: string; readonly agreement: string; readonly period: string };
    };

export interface Bus {
  readonly client: EventBridgeClient;
  readonly name: string;
  /** What is to be told at the end of this turn of the event loop. */
  readonly waiting: Telling[];
}

interface Telling {
  readonly entry: PutEventsRequestEntry;
  readonly resolve: (result: PutEventsResultEntry) => void;
  readonly reject: (error: unknown) => void;
}

export function connectBus(name: string): Bus {
  return { client: new EventBridgeClient({}), name, waiting: [] };
}

/** EventBridge took the request but not all of its entries. */
export class EventsNotAcceptedError extends Error {
  readonly code = 'EVENTS_NOT_ACCEPTED';
  constructor(failed: number, reasons: readonly string[]) {
    super(`expected all events to be accepted; ${failed} were not: ${reasons.join('; ')}`);
    this.name = 'EventsNotAcceptedError';
  }
}

/**
 * Tells the bus. What several invocations in one process tell at the same moment travels together, and each hears of
 * its own. @throws EventsNotAcceptedError: PutEvents answers 200 even when entries failed
 */
export async function tell(bus: Bus, events: readonly BusEvent[]): Promise<void> {
  const results = await Promise.all(events.map((event) => put(bus, event)));
  const reasons = results.flatMap(({ ErrorCode, ErrorMessage }) => ErrorMessage ?? ErrorCode ?? []);
  if (reasons.length > 0) throw new EventsNotAcceptedError(reasons.length, reasons);
}

function put(bus: Bus, { type, detail }: BusEvent): Promise<PutEventsResultEntry> {
  const entry = { EventBusName: bus.name, Source: 'attain', DetailType: type, Detail: JSON.stringify(detail) };
  return new Promise((resolve, reject) => {
    if (bus.waiting.length === 0) setImmediate(() => sendWaiting(bus));
    bus.waiting.push({ entry, resolve, reject });
  });
}

const ENTRIES_PER_CALL = 10;

function sendWaiting({ client, waiting }: Bus): void {
  while (waiting.length > 0) void send(client, waiting.splice(0, ENTRIES_PER_CALL));
}

async function send(client: EventBridgeClient, tellings: readonly Telling[]): Promise<void> {
  try {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: tellings.map(({ entry }) => entry) }));
    tellings.forEach(({ resolve }, index) => void resolve(Entries[index] ?? {}));
  } catch (error) {
    for (const { reject } of tellings) reject(error);
  }
}
