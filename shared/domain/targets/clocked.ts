import { hoursOfTerm } from '../agreed-time.ts';
import type { AcknowledgeTarget, RestoreTarget } from '../catalogue.ts';
import { decimals, percentage, truncate } from '../decimal.ts';
import { type ClockReading, readClock } from '../incident-clock.ts';
import { type IncidentHistory, incidentHistories } from '../incident-history.ts';
import { formatInstant } from '../instant.ts';
import type { Interval } from '../interval.ts';
import { priorityTurn } from '../priority.ts';
import type { AcknowledgeResult, ClockedIncident, RestoreResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import type { Counted, Measured } from './measured.ts';
import { promiseOf } from './promise.ts';

/** The share of incidents of a priority that were acknowledged in time. */
export function acknowledgeResult(target: AcknowledgeTarget, measured: Measured): AcknowledgeResult {
  return { kind: target.kind, target: promiseOf(target), ...shareOf(target, measured) };
}

/** The share of incidents of a priority that were restored in time. */
export function restoreResult(target: RestoreTarget, measured: Measured): RestoreResult {
  return { kind: target.kind, target: promiseOf(target), ...shareOf(target, measured) };
}

/**
 * An incident that still runs and has time left is neither in time nor late: the share is without it, the verdict is the one
 * that holds whatever becomes of it. Without incidents there is nothing to miss.
 */
function shareOf(target: AcknowledgeTarget | RestoreTarget, measured: Measured) {
  const clocks = clocksOf(target, measured);
  const total = clocks.length;
  const count = (state: ClockReading['state']) => clocks.filter(({ reading }) => reading.state === state).length;
  const [inTime, late, pending] = [count('inTime'), count('late'), count('pending')];
  const { numerator, denominator } = percentage(target.target);
  const reaches = (good: number) => BigInt(good) * denominator >= BigInt(total) * numerator;
  return {
    verdict: verdictOf({
      total: isEverInForce(measured.stretches) ? 1 : 0,
      certainMiss: !reaches(inTime + pending),
      certainMet: reaches(inTime),
      tolerated: true,
    }),
    priority: target.priority,
    clock: target.clock,
    withinMs: target.withinMs,
    total,
    inTime,
    late,
    pending,
    allowed: Number((BigInt(total) * (denominator - numerator)) / denominator),
    percent:
      inTime + late === 0 ? null : truncate(100n * BigInt(inTime), BigInt(inTime + late), decimals(target.target) + 1),
    meanMs: meanTime(clocks),
    incidents: clocks.map((clock) => describe(clock, target)),
  };
}

interface Clock {
  readonly history: IncidentHistory;
  readonly reading: ClockReading;
}

// An incident belongs to the term in which it was detected: that term's hours and wording judge it to its end.
function clocksOf(target: AcknowledgeTarget | RestoreTarget, measured: Measured): Clock[] {
  const { incidents, incidentsUntil: until, stretches } = measured;
  return incidentHistories(incidents, until).flatMap((history): Clock[] => {
    const stretch = stretches.find((it) => counts(it, history.detectedAt));
    if (stretch === undefined || history.priority !== target.priority) return [];
    const hoursIn = (window: Interval) => hoursOfTerm(stretch.term, window);
    return [{ history, reading: readClock(history, target, { hoursIn, until }) }];
  });
}

// Detected while the agreement is in force and no exclusion holds; outside service hours and in maintenance too.
function counts({ layers }: Counted, detectedAt: number): boolean {
  const layer = layers.find(({ start, end }) => start <= detectedAt && detectedAt < end);
  return layer !== undefined && layer.class !== 'notInForce' && layer.class !== 'excluded';
}

function isEverInForce(stretches: readonly Counted[]): boolean {
  return stretches.some(
    ({ layers, agreedAheadMs }) => agreedAheadMs > 0 || layers.some((layer) => layer.class !== 'notInForce'),
  );
}

// By the wall from the detection on, whatever the clock; rounded up to a millisecond.
function meanTime(clocks: readonly Clock[]): number | null {
  const times = clocks.flatMap(({ history, reading: { endedAt } }) =>
    endedAt === undefined ? [] : [endedAt - history.detectedAt],
  );
  return times.length === 0 ? null : Math.ceil(times.reduce((sum, it) => sum + it, 0) / times.length);
}

function describe({ history, reading }: Clock, { withinMs }: { withinMs: number }): ClockedIncident {
  const { incident, detectedAt, change } = history;
  const { startedAt, endedAt, usedMs, state } = reading;
  return {
    incident,
    detectedAt: formatInstant(detectedAt),
    startedAt: formatInstant(startedAt),
    endedAt: endedAt === undefined ? null : formatInstant(endedAt),
    usedMs,
    allowedMs: withinMs,
    state,
    moved:
      change === undefined
        ? null
        : { at: formatInstant(change.at), from: change.from, to: change.to, why: priorityTurn(change) },
  };
}
