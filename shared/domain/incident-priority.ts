import type { IncidentEvent } from './event.ts';
import { priorityTurn, urgencyOf } from './priority.ts';
import { compareText } from './stream.ts';

/** The priority of an incident. Instants are epoch ms. */
export interface IncidentPriority {
  /** The one named last, `''` if none ever was, and the last change between two that held. */
  readonly priority: string;
  readonly change?: PriorityChange;
  /** The last rise, unless what came after it is lower or cannot be compared. */
  readonly raisedAt?: number;
}

export interface PriorityChange {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/**
 * What the phases of an incident, in any order, say of its priority. The first that is named holds from the detection on:
 * to name it is no change.
 */
export function priorityOf(phases: readonly IncidentEvent[]): IncidentPriority {
  let told: IncidentPriority = { priority: '' };
  for (const { at, priority } of wordsThatHold(phases)) {
    if (priority === told.priority) continue;
    told = told.priority === '' ? { priority } : changed(told, { at, from: told.priority, to: priority });
  }
  return told;
}

// Another name for what is as urgent, Critical for P1, leaves the rise where it was.
function changed({ raisedAt: before }: IncidentPriority, change: PriorityChange): IncidentPriority {
  const raisedAt = priorityTurn(change) === 'raised' ? change.at : isRenaming(change) ? before : undefined;
  return { priority: change.to, change, ...(raisedAt !== undefined && { raisedAt }) };
}

function isRenaming({ from, to }: PriorityChange): boolean {
  const urgency = urgencyOf(from);
  return urgency !== undefined && urgency === urgencyOf(to);
}

// Of several at one instant only one holds: the others last no time, so that nothing rises or falls from them.
function wordsThatHold(phases: readonly IncidentEvent[]): IncidentEvent[] {
  const words = phases.filter(({ priority }) => priority !== '').sort(compareWords);
  return words.filter(({ at }, index) => words[index + 1]?.at !== at);
}

// An update is about the priority, so its word comes last, and of two the more urgent: P2 after P10, medium after low.
// What is not known to be urgent comes first; between equals the alphabet decides, and not who came first.
function compareWords(a: IncidentEvent, b: IncidentEvent): number {
  return (
    a.at - b.at ||
    Number(a.phase === 'updated') - Number(b.phase === 'updated') ||
    rankOf(b.priority) - rankOf(a.priority) ||
    compareText(b.priority, a.priority)
  );
}

function rankOf(priority: string): number {
  return urgencyOf(priority) ?? Number.MAX_SAFE_INTEGER;
}
