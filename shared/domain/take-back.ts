import { INCIDENTS_WITHOUT_SERVICE } from './bucket.ts';
import { isOfStream, type StreamCorrection } from './correct-streams.ts';
import { type CorrectionRecord, correctionsOf } from './correction.ts';
import { describeEvent } from './describe-event.ts';
import { digest } from './digest.ts';
import {
  type ApprovalEvent,
  type CorrectionEvent,
  type CountEvent,
  compareEvents,
  type IncidentEvent,
  identify,
  type LedgerEvent,
  type MaintenanceEvent,
  type Retraction,
  type StateEvent,
} from './event.ts';
import type { Proposal } from './signal.ts';
import { saysTheSame } from './stream.ts';
import { streamName } from './stream-name.ts';

const OURS = 'reprocess-';

/** Who answers for taking events back, never one person alone, and why. Times in epoch ms. */
export interface Grounds {
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly note: string;
  readonly now: number;
}

/** What becomes of an event that its delivery no longer says, when it is read again. */
export type TakenBack =
  | { readonly event: LedgerEvent; readonly how: 'voided' | 'moved'; readonly by: readonly LedgerEvent[] }
  /** It stays, for a reason that a person can act on. */
  | { readonly event: LedgerEvent; readonly how: 'kept'; readonly why: string };

/**
 * How the ledger, which only grows, takes back events that were recorded from deliveries which now say something else:
 * by corrections that are approved at once. States are voided or moved in their stream, of which what only repeats what is
 * still said needs nothing; maintenance, counts and phases of incidents are retracted, one event by one correction.
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
    if (event.kind === 'maintenance' || event.kind === 'incident' || event.kind === 'count') {
      return { event, how: 'voided', by: retraction(event, grounds) };
    }
    return { event, how: 'kept', why: 'its source was alive then, whatever it says' };
  });
}

/** What reading deliveries again corrects. */
type ReprocessCorrection = StreamCorrection | Extract<CorrectionEvent, { action: 'retract' }>;

/** A correction that an earlier reading made, whose event is said again: revoked, so that the event counts once more. */
export interface Restored {
  readonly correction: ReprocessCorrection;
  readonly by: ApprovalEvent;
}

/**
 * What was voided, moved or retracted when deliveries were read before, and is said again now.
 *
 * @param recorded all that is recorded of corrections of the services
 */
export function restore(
  said: readonly LedgerEvent[],
  recorded: readonly CorrectionRecord[],
  { approvedBy, now }: Grounds,
): readonly Restored[] {
  const places = new Set(said.flatMap((event) => (event.kind === 'state' ? [placeOf(streamOf(event), event.at)] : [])));
  const ids = new Set(said.map((event) => identify(event).id));
  return ourCorrectionsInForce(recorded, now)
    .filter((it) =>
      it.action === 'retract'
        ? ids.has(it.event)
        : places.has(placeOf(streamOf({ ...it, stream: streamName(it.signal) }), it.at)),
    )
    .map((correction) => {
      const { service, correction: id } = correction;
      const decision = { kind: 'approval', service, correction: id, approvedBy, at: now, decision: 'revoked' } as const;
      return { correction, by: decision };
    });
}

function ourCorrectionsInForce(recorded: readonly CorrectionRecord[], now: number): ReprocessCorrection[] {
  const services = Map.groupBy(recorded, ({ service }) => service);
  return [...services.values()]
    .flatMap((own) => correctionsOf(own, now))
    .filter(({ state }) => state === 'approved')
    .map(({ proposal }) => proposal)
    .filter((proposal) => isOfStream(proposal) || proposal.action === 'retract')
    .filter(({ correction }) => correction.startsWith(OURS));
}

/**
 * The same takings-back under ids that are free: one that was revoked is final, so that the next is another; one that a crash
 * left without its approval is proposed anew. What is in force already needs nothing.
 */
export function renewed(
  taken: readonly TakenBack[],
  recorded: readonly CorrectionRecord[],
  now: number,
): readonly TakenBack[] {
  const inForce = new Set(
    ourCorrectionsInForce(recorded, now).map(({ service, correction }) => `${service}\n${correction}`),
  );
  const decided = new Set(
    recorded.filter(({ kind }) => kind === 'approval').map((it) => `${it.service}\n${it.correction}`),
  );
  return taken.flatMap((it): TakenBack[] => {
    if (it.how === 'kept') return [it];
    const [first] = it.by;
    if (first?.kind !== 'correction') return [it];
    const ids = idsLike(first.correction);
    for (const id of ids) {
      const name = `${first.service}\n${id}`;
      if (inForce.has(name)) return [];
      if (!decided.has(name))
        return [{ ...it, by: it.by.map((by) => ('correction' in by ? { ...by, correction: id } : by)) }];
    }
    return [it];
  });
}

function* idsLike(id: string): Generator<string> {
  yield id;
  for (let turn = 2; ; turn++) yield `${id}-${turn}`;
}

function placeOf(stream: string, at: number): string {
  return `${stream}\n${at}`;
}

function takeBackState(event: StateEvent, others: readonly StateEvent[], grounds: Grounds): TakenBack {
  const before = others.findLast(({ at }) => at < event.at);
  const meanwhile = others.find(({ at }) => at === event.at);
  const after = others.find(({ at }) => at > event.at);
  const isSaid = (other: StateEvent | undefined) => other !== undefined && saysTheSame(other, event);
  if (isSaid(meanwhile) || isSaid(before)) {
    return { event, how: 'kept', why: 'it repeats what is said, and changes nothing' };
  }
  if (meanwhile !== undefined) {
    const why = `at the same instant ${meanwhile.state} is said now: reclassify the stretch with attain correct`;
    return { event, how: 'kept', why };
  }
  // The same change at a later time: voiding it would void that too.
  const moved = isSaid(after) ? after?.at : undefined;
  return { event, how: moved === undefined ? 'voided' : 'moved', by: correction(event, moved, grounds) };
}

function correction(event: StateEvent, to: number | undefined, grounds: Grounds): LedgerEvent[] {
  const { service, monitor, stream: signal, at } = event;
  const about = { service, correction: idOf({ event, to: to ?? null }) };
  const change = { monitor, signal, at };
  return approved(
    about,
    to === undefined ? { action: 'void', ...change } : { action: 'amend', ...change, to },
    grounds,
  );
}

function retraction(event: MaintenanceEvent | IncidentEvent | CountEvent, grounds: Grounds): LedgerEvent[] {
  const { id } = identify(event);
  const about = { service: event.service ?? INCIDENTS_WITHOUT_SERVICE, correction: idOf({ retracted: id }) };
  const span = event.kind === 'incident' ? { start: event.at, end: event.at + 1 } : event;
  const { start, end } = span;
  return approved(about, { action: 'retract', event: id, what: describeEvent(event), start, end }, grounds);
}

// The same event taken back once more is the same correction.
function idOf(about: object): string {
  return `${OURS}${digest(about).slice(0, 16)}`;
}

function approved(
  about: Pick<ApprovalEvent, 'service' | 'correction'>,
  action: Retraction | Action<StreamCorrection>,
  { proposedBy, approvedBy, note, now }: Grounds,
): LedgerEvent[] {
  return [
    { kind: 'correction', ...about, ...action, proposedBy, proposedAt: now, reason: 'other', note },
    { kind: 'approval', ...about, approvedBy, at: now, decision: 'approved' },
  ];
}

type Action<Of> = Of extends StreamCorrection ? Omit<Of, keyof Proposal | 'service'> : never;

function streamOf({ service, monitor, stream }: Pick<StateEvent, 'service' | 'monitor' | 'stream'>): string {
  return `${service}\n${monitor}\n${stream}`;
}

function inOrder(events: readonly StateEvent[]): StateEvent[] {
  const identified = events.map((event) => ({ ...identify(event), event }));
  return identified.sort(compareEvents).map(({ event }) => event);
}
