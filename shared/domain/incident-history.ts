import type { IncidentEvent } from './event.ts';
import { type IncidentPriority, priorityOf } from './incident-priority.ts';
import { type Interval, union } from './interval.ts';
import type { IncidentPhase } from './signal.ts';
import { compareText } from './stream.ts';

/** What became of an incident, as far as it was looked at. Instants are epoch ms. */
export interface IncidentHistory extends IncidentPriority {
  readonly incident: string;
  /** The first `opened`. */
  readonly detectedAt: number;
  /** The first `acknowledged`. */
  readonly acknowledgedAt?: number;
  /** The first restoration, and the one that holds: none while the incident is open. `closed` is one if nobody said so. */
  readonly firstRestoredAt?: number;
  readonly restoredAt?: number;
  /** Where it was open and not paused. */
  readonly running: readonly Interval[];
}

/**
 * The incidents that these phases tell of, by the time of their detection. Any order and any repetition of the phases gives
 * the same. What was never opened, or is cancelled, is no incident.
 *
 * @param until end of what is looked at, epoch ms: what still runs runs until then
 */
export function incidentHistories(events: readonly IncidentEvent[], until: number): IncidentHistory[] {
  return [...Map.groupBy(events, ({ incident }) => incident).values()]
    .flatMap((phases) => historyOf(phases, until) ?? [])
    .sort((a, b) => a.detectedAt - b.detectedAt || compareText(a.incident, b.incident));
}

// What is said of an incident before its detection says nothing: nobody promised anything yet.
function historyOf(events: readonly IncidentEvent[], until: number): IncidentHistory | undefined {
  const inOrder = events.filter(({ at }) => at < until).sort(comparePhases);
  const opening = inOrder.find(({ phase }) => phase === 'opened');
  if (opening === undefined) return undefined;
  const phases = inOrder.filter(({ at }) => at >= opening.at);
  const turns = turnsOf(withoutClosings(phases));
  const last = turns.at(-1);
  if (last?.state === 'cancelled') return undefined;
  const acknowledgedAt = phases.find(({ phase }) => phase === 'acknowledged')?.at;
  const firstRestoredAt = turns.find(({ state }) => state === 'restored')?.at;
  return {
    incident: opening.incident,
    detectedAt: opening.at,
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(firstRestoredAt !== undefined && { firstRestoredAt }),
    ...(last?.state === 'restored' && { restoredAt: last.at }),
    running: runningOf(turns, until),
    ...priorityOf(phases),
  };
}

// Of what happens at one instant a pause comes before its end and a restoration before its undoing: the clock runs.
const PHASES_IN_ORDER: readonly IncidentPhase[] = [
  'opened',
  'acknowledged',
  'paused',
  'resumed',
  'restored',
  'closed',
  'cancelled',
  'reopened',
  'updated',
];

function comparePhases(a: IncidentEvent, b: IncidentEvent): number {
  return a.at - b.at || PHASES_IN_ORDER.indexOf(a.phase) - PHASES_IN_ORDER.indexOf(b.phase);
}

// To close a ticket is paperwork: between two reopenings it restores only if nobody says when the service was, even later.
function withoutClosings(phases: readonly IncidentEvent[]): IncidentEvent[] {
  let isRestored = false;
  return phases
    .toReversed()
    .filter(({ phase }) => {
      if (phase === 'reopened') isRestored = false;
      if (phase === 'restored') isRestored = true;
      return phase !== 'closed' || !isRestored;
    })
    .reverse();
}

type ClockState = 'running' | 'paused' | 'restored' | 'cancelled';

interface Turn {
  readonly at: number;
  readonly state: ClockState;
}

function turnsOf(phases: readonly IncidentEvent[]): Turn[] {
  const turns: Turn[] = [];
  for (const { at, phase } of phases) {
    const before = turns.at(-1)?.state ?? 'running';
    const state = stateAfter(phase, before);
    if (turns.length === 0 || state !== before) turns.push({ at, state });
  }
  return turns;
}

function stateAfter(phase: IncidentPhase, before: ClockState): ClockState {
  switch (phase) {
    case 'opened':
    case 'updated':
    case 'acknowledged':
      return before;
    case 'paused':
      return before === 'running' ? 'paused' : before;
    case 'resumed':
      return before === 'paused' ? 'running' : before;
    case 'restored':
    case 'closed':
      return before === 'cancelled' ? before : 'restored';
    case 'reopened':
      return 'running';
    case 'cancelled':
      return 'cancelled';
  }
}

function runningOf(turns: readonly Turn[], until: number): Interval[] {
  const stretches = turns.map(({ at, state }, index) => ({ state, start: at, end: turns[index + 1]?.at ?? until }));
  return union(stretches.filter(({ state }) => state === 'running'));
}
