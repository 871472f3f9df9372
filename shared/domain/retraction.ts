import { heldMaintenance } from './announcement.ts';
import { type CorrectionRecord, correctionsOf } from './correction.ts';
import type { Knowledge, Question } from './evaluate.ts';
import { type CountEvent, type IncidentEvent, identify, type MaintenanceEvent } from './event.ts';
import { heldCounts } from './held-counts.ts';
import { incidentsOf } from './service-incidents.ts';

/** What is recorded of corrections where some events lie, if there is anything. */
type Recorded = readonly CorrectionRecord[] | undefined;

/** What was ever told of a service, beside what its streams said. */
interface Told {
  readonly maintenance: readonly MaintenanceEvent[];
  readonly counts: readonly CountEvent[];
  /** Phases of incidents that name the service, and that name none. */
  readonly named: readonly IncidentEvent[];
  readonly unnamed: readonly IncidentEvent[];
}

/**
 * What holds of what was told, less what was retracted; where anything was, beside it what would hold without.
 *
 * @param recorded of corrections of the service, and of incidents that name none
 */
export function heldOf(
  told: Told,
  question: Question,
  recorded: Readonly<Record<'service' | 'unnamed', Recorded>>,
): Pick<Knowledge, 'maintenance' | 'incidents' | 'counts' | 'asRecorded'> {
  const now = question.now ?? question.until;
  const held = ({ maintenance, counts, ...incidents }: Told) => ({
    maintenance: heldMaintenance(maintenance),
    counts: heldCounts(counts),
    incidents: incidentsOf(incidents, question),
  });
  const kept = {
    maintenance: withoutRetracted(told.maintenance, recorded.service, now),
    counts: withoutRetracted(told.counts, recorded.service, now),
    named: withoutRetracted(told.named, recorded.service, now),
    unnamed: withoutRetracted(told.unnamed, recorded.unnamed, now),
  };
  const retracts = hasRetraction(recorded.service) || hasRetraction(recorded.unnamed);
  return { ...held(kept), ...(retracts && { asRecorded: held(told) }) };
}

/**
 * What of these events has not been taken back by a retraction in force.
 *
 * @param now epoch ms
 */
function withoutRetracted<Event extends MaintenanceEvent | IncidentEvent | CountEvent>(
  events: readonly Event[],
  recorded: Recorded,
  now: number,
): readonly Event[] {
  if (!hasRetraction(recorded)) return events;
  const approved = correctionsOf(recorded ?? [], now).filter(({ state }) => state === 'approved');
  const retracted = new Set(
    approved.flatMap(({ proposal }) => (proposal.action === 'retract' ? [proposal.event] : [])),
  );
  return events.filter((event) => !retracted.has(identify(event).id));
}

/** Whether any was ever proposed: cheap to ask, while judging all corrections is not. */
function hasRetraction(recorded: Recorded = []): boolean {
  return recorded.some((it) => it.kind === 'correction' && it.action === 'retract');
}
