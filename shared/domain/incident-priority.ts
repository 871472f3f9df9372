import type { IncidentEvent } from './event.ts';
import { urgencyOf } from './priority.ts';
import { compareText } from './stream.ts';

/** The priority of an incident. Instants are epoch ms. */
export interface IncidentPriority {
  /** The one named last, `''` if none ever was, and the last change between two that held. */
  readonly priority: string;
  readonly change?: PriorityChange;
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
  let priority = '';
  let change: PriorityChange | undefined;
  for (const { at, priority: named } of wordsThatHold(phases)) {
    if (named === priority) continue;
    if (priority !== '') change = { at, from: priority, to: named };
    priority = named;
  }
  return change === undefined ? { priority } : { priority, change };
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
