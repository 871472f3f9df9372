import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** What functions tell each other. The detail is plain JSON; only pointers and names travel, never content. */
export type BusEvent =
  | { readonly type: 'DeliveryReceived'; readonly detail: { readonly pk: string; readonly sk: string } }
  | { readonly type: 'ServiceStateChanged'; readonly detail: { readonly service: string } }
  | { readonly type: 'IncidentChanged'; readonly detail: { readonly incident: string } }
  | { readonly type: 'SlaAtRisk' | 'SlaBreached'; readonly detail: { readonly id: string } & object }
  | { readonly type: 'ImprovementRaised'; readonly detail: { readonly id: string } }
  | {
      readonly type: 'ReportClosed';
      readonly detail: { readonly report: string; readonly agreement: string; readonly period: string };
    };

export interface Bus {
  readonly client: EventBridgeClient;
  readonly name: string;
}

export function connectBus(name: string): Bus {
  return { client: new EventBridgeClient({}), name };
}

/** EventBridge took the request but not all of its entries. */
export class EventsNotAcceptedError extends Error {
  readonly code = 'EVENTS_NOT_ACCEPTED';
  constructor(failed: number, reasons: readonly string[]) {
    super(`expected all events to be accepted; ${failed} were not: ${reasons.join('; ')}`);
    this.name = 'EventsNotAcceptedError';
  }
}

const ENTRIES_PER_CALL = 10;

/**
 * Tells the bus. @throws EventsNotAcceptedError: PutEvents answers 200 even when entries failed
 */
export async function tell(bus: Bus, events: readonly BusEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += ENTRIES_PER_CALL) {
    const { FailedEntryCount = 0, Entries = [] } = await bus.client.send(
      new PutEventsCommand({
        Entries: events.slice(start, start + ENTRIES_PER_CALL).map(({ type, detail }) => ({
          EventBusName: bus.name,
          Source: 'attain',
          DetailType: type,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    if (FailedEntryCount > 0) {
      throw new EventsNotAcceptedError(
        FailedEntryCount,
        Entries.flatMap(({ ErrorMessage }) => ErrorMessage ?? []),
      );
    }
  }
}
