import type { AcknowledgeTarget, RestoreTarget } from './catalogue.ts';
import type { IncidentHistory } from './incident-history.ts';
import { clip, type Interval, intersect, total } from './interval.ts';

/** What a clock measures, and how. */
export type ClockRule = Pick<AcknowledgeTarget | RestoreTarget, 'kind' | 'withinMs' | 'clock' | 'retroactive'>;

/** The clock of an incident. Instants are epoch ms. */
export interface ClockReading {
  readonly startedAt: number;
  /** Undefined while it is not acknowledged, or not restored. */
  readonly endedAt: number | undefined;
  readonly usedMs: number;
  /** `pending`: not over, and there is time left. */
  readonly state: 'inTime' | 'late' | 'pending';
}

/** What of a window lies in agreed service hours, as `union` returns it. */
export type HoursIn = (window: Interval) => Interval[];

/**
 * Reads the clock of an incident: from its detection to its first acknowledgement (or its first restoration, if that came
 * before), or all the time until its restoration that it was open; without pauses. Exactly the agreed time is in time.
 *
 * @param until end of what is looked at, epoch ms
 */
export function readClock(
  history: IncidentHistory,
  rule: ClockRule,
  { hoursIn, until }: { hoursIn: HoursIn; until: number },
): ClockReading {
  const endedAt = endOf(history, rule);
  const window = { start: startOf(history, rule, endedAt), end: endedAt ?? until };
  const running = clip(history.running, window);
  const counted = rule.clock === 'serviceHours' ? running.flatMap((it) => intersect([it], hoursIn(it))) : running;
  const usedMs = total(counted);
  const isOver = endedAt !== undefined;
  return {
    startedAt: window.start,
    endedAt,
    usedMs,
    state: usedMs > rule.withinMs ? 'late' : isOver ? 'inTime' : 'pending',
  };
}

function endOf({ acknowledgedAt, firstRestoredAt, restoredAt }: IncidentHistory, { kind }: ClockRule) {
  if (kind === 'restore') return restoredAt;
  if (acknowledgedAt === undefined || firstRestoredAt === undefined) return acknowledgedAt ?? firstRestoredAt;
  return Math.min(acknowledgedAt, firstRestoredAt);
}

// A rise that comes when the clock has stopped already starts it no more.
function startOf({ detectedAt, raisedAt }: IncidentHistory, { retroactive }: ClockRule, endedAt = Infinity): number {
  return retroactive || raisedAt === undefined || raisedAt >= endedAt ? detectedAt : raisedAt;
}
