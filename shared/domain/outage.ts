import { contributionOf } from './account.ts';
import type { ClassRun } from './classify.ts';
import { DOWN, unknownCause } from './condition.ts';
import { formatInstant } from './instant.ts';
import type { Interval } from './interval.ts';
import type { AccountingMethod } from './method.ts';
import type { NotCounted, NotKnown, Outage } from './result.ts';
import type { ServiceTimeline } from './timeline.ts';
import { occursWithin } from './track.ts';

/** A stretch of a period that was counted under one method, with the timeline it was counted from. */
export interface CountedStretch {
  readonly runs: readonly ClassRun[];
  readonly timeline: ServiceTimeline;
  readonly method: AccountingMethod;
}

interface Spell extends Interval {
  readonly countedThousandths: number;
  readonly monitors: ReadonlySet<string>;
}

/**
 * The outages of a period: unbroken spells in which the service was down (or counted as if), of which some time counts.
 * A spell that leaves the service hours and comes back is one outage; only what lies in agreed time is counted.
 * One that still lasts at `until`, before the period is over, has no end.
 */
export function outagesOf(
  stretches: readonly CountedStretch[],
  { until, end }: { until: number; end: number },
): Outage[] {
  return spellsOf(stretches)
    .filter(({ countedThousandths }) => countedThousandths > 0)
    .map((spell) => ({
      start: formatInstant(spell.start),
      end: spell.end === until && until < end ? null : formatInstant(spell.end),
      countedMs: Math.ceil(spell.countedThousandths / 1000),
      monitors: [...spell.monitors].sort(),
    }));
}

function spellsOf(stretches: readonly CountedStretch[]): Spell[] {
  const spells: { start: number; end: number; countedThousandths: number; monitors: Set<string> }[] = [];
  for (const { runs, timeline, method } of stretches) {
    for (const run of runs) {
      const { weight } = contributionOf(run, method);
      if (run.condition !== DOWN && weight === 0) continue;
      const monitors = blamed(timeline, run);
      const last = spells.at(-1);
      const counted = (run.end - run.start) * weight;
      if (last?.end === run.start) {
        last.end = run.end;
        last.countedThousandths += counted;
        for (const id of monitors) last.monitors.add(id);
      } else {
        spells.push({ start: run.start, end: run.end, countedThousandths: counted, monitors: new Set(monitors) });
      }
    }
  }
  return spells;
}

// The monitors that were in the very condition that the service was counted by.
function blamed({ monitors }: ServiceTimeline, run: ClassRun): string[] {
  return monitors.filter(({ track }) => occursWithin(track, run, run.condition)).map(({ id }) => id);
}

/** Agreed hours that an exclusion or maintenance takes out of the count, with how bad they were. */
export function notCountedOf(runs: readonly ClassRun[]): NotCounted[] {
  const byLayer = Map.groupBy(runs.filter(isTakenOut), ({ layer }) => layer);
  return [...byLayer].map(([layer, pieces]) => ({
    start: formatInstant(layer.start),
    end: formatInstant(layer.end),
    ms: layer.end - layer.start,
    class: layer.class === 'excluded' ? 'excluded' : 'maintenance',
    reason: layer.reason ?? layer.class,
    badMs: pieces.filter(({ condition }) => condition === DOWN).reduce((ms, it) => ms + it.end - it.start, 0),
  }));
}

function isTakenOut({ class: name }: ClassRun): boolean {
  return name === 'excluded' || name === 'maintenance';
}

/** Agreed hours of which nothing is known, neighbours of one cause joined. */
export function notKnownOf(runs: readonly ClassRun[]): NotKnown[] {
  const joined: { start: number; end: number; cause: NotKnown['cause'] }[] = [];
  for (const run of runs) {
    const cause = run.class === 'unknown' ? unknownCause(run.condition) : undefined;
    if (cause === undefined) continue;
    const last = joined.at(-1);
    if (last?.end === run.start && last.cause === cause) last.end = run.end;
    else joined.push({ start: run.start, end: run.end, cause });
  }
  return joined.map(({ start, end, cause }) => ({
    start: formatInstant(start),
    end: formatInstant(end),
    ms: end - start,
    cause,
  }));
}
