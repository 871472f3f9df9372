import { digest } from './digest.ts';
import { compareEvents, identify, type LedgerEvent, type MaintenanceEvent, type StateEvent } from './event.ts';

/** Who answers for taking events back, never one person alone, and why. Times in epoch ms. */
export interface Grounds {
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly note: string;
  readonly now: number;
}

/** What becomes of an event that its delivery no longer says, when it is read again. */
export type TakenBack =
  | { readonly event: LedgerEvent; readonly how: 'voided' | 'moved' | 'cancelled'; readonly by: readonly LedgerEvent[] }
  /** It stays, for a reason that a person can act on. */
  | { readonly event: LedgerEvent; readonly how: 'kept'; readonly why: string };

/**
 * How the ledger, which only grows, takes back events that were recorded from deliveries which now say something else:
 * states by corrections that are approved at once, maintenance by a cancellation. What only repeats what is still said
 * needs nothing.
 *
 * @param said all other events of the same services: what the deliveries say now, and what other deliveries said
 */
export function takeBack(
  stale: readonly LedgerEvent[],
  said: readonly LedgerEvent[],
  grounds: Grounds,
): readonly TakenBack[] {
  const states = said.filter((event) => event.kind === 'state');
  const byStream = Map.groupBy(states, streamOf);
  return stale.map((event): TakenBack => {
    if (event.kind === 'state') return takeBackState(event, inOrder(byStream.get(streamOf(event)) ?? []), grounds);
    if (event.kind === 'maintenance') return { event, how: 'cancelled', by: [cancelled(event)] };
    return {
      event,
      how: 'kept',
      why: 'events of its kind cannot be taken back: correct the stretch with attain correct',
    };
  });
}

function takeBackState(event: StateEvent, others: readonly StateEvent[], grounds: Grounds): TakenBack {
  const before = others.findLast(({ at }) => at < event.at);
  const meanwhile = others.find(({ at }) => at === event.at);
  const after = others.find(({ at }) => at > event.at);
  if (meanwhile?.state === event.state || before?.state === event.state) {
    return { event, how: 'kept', why: 'it repeats what is said, and changes nothing' };
  }
  if (meanwhile !== undefined) {
    const why = `at the same instant ${meanwhile.state} is said now: reclassify the stretch with attain correct`;
    return { event, how: 'kept', why };
  }
  // The same change at a later time: voiding it would void that too.
  const moved = after?.state === event.state ? after.at : undefined;
  return { event, how: moved === undefined ? 'voided' : 'moved', by: correction(event, moved, grounds) };
}

function correction(event: StateEvent, to: number | undefined, grounds: Grounds): LedgerEvent[] {
  const { service, monitor, stream: signal, at } = event;
  const { proposedBy, approvedBy, note, now } = grounds;
  // The same event taken back once more is the same correction.
  const about = { service, correction: `reprocess-${digest({ event, to: to ?? null }).slice(0, 16)}` };
  return [
    {
      kind: 'correction',
      ...about,
      ...(to === undefined ? { action: 'void', monitor, signal, at } : { action: 'amend', monitor, signal, at, to }),
      proposedBy,
      proposedAt: now,
      reason: 'other',
      note,
    },
    { kind: 'approval', ...about, approvedBy, at: now, decision: 'approved' },
  ];
}

// Cancelled the moment it was announced, it never was.
function cancelled(event: MaintenanceEvent): MaintenanceEvent {
  return { ...event, cancelledAt: event.announcedAt };
}

function streamOf({ service, monitor, stream }: StateEvent): string {
  return `${service}\n${monitor}\n${stream}`;
}

function inOrder(events: readonly StateEvent[]): StateEvent[] {
  const identified = events.map((event) => ({ ...identify(event), event }));
  return identified.sort(compareEvents).map(({ event }) => event);
}
