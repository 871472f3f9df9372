import { contributionOf } from './account.ts';
import type { Classified, ClassRun } from './classify.ts';
import { DOWN, unknownCause } from './condition.ts';
import { formatInstant } from './instant.ts';
import type { Interval } from './interval.ts';
import type { AccountingMethod } from './method.ts';
import type { NotCounted, NotKnown, Outage, UnknownCause } from './result.ts';
import type { ServiceTimeline } from './timeline.ts';
import { TrackWalk } from './track.ts';

/** A stretch of a period that was counted under one method, with the timeline it was counted from. */
export interface CountedStretch {
  readonly classified: Classified;
  readonly timeline: ServiceTimeline;
  readonly method: AccountingMethod;
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
  const spells = new Spells();
  for (const { classified, timeline, method } of stretches) {
    const witnesses = timeline.monitors.map(({ id, track }): Witness => ({ alone: [id], walk: new TrackWalk(track) }));
    for (const run of classified.runs) {
      if (isOutage(run, method)) spells.add(run, contributionOf(run, method).weight, witnesses);
    }
  }
  spells.close(until < end ? until : undefined);
  return spells.outages;
}

/** Whether a run is part of an outage: the service was down in it, or it is counted as if. */
export function isOutage(run: ClassRun, method: AccountingMethod): boolean {
  return run.condition === DOWN || contributionOf(run, method).weight > 0;
}

const NOBODY: readonly string[] = [];

/** Joins runs that touch into spells, one after the other, and makes outages of those of which some time counts. */
class Spells {
  readonly outages: Outage[] = [];
  private start = Number.NaN;
  private end = Number.NaN;
  private countedThousandths = 0;
  private monitors = NOBODY;

  add(run: ClassRun, weight: number, witnesses: readonly Witness[]): void {
    if (run.start !== this.end) this.open(run.start);
    this.end = run.end;
    this.countedThousandths += (run.end - run.start) * weight;
    for (const { alone, walk } of witnesses) if (walk.meets(run.condition, run)) this.blame(alone);
  }

  /** A spell that lasts at the moment of asking, if the period goes on after it, has no end. */
  close(lastingAt?: number): void {
    if (this.countedThousandths === 0) return;
    this.outages.push({
      start: formatInstant(this.start),
      end: this.end === lastingAt ? null : formatInstant(this.end),
      countedMs: Math.ceil(this.countedThousandths / 1000),
      monitors: this.monitors,
    });
  }

  private open(start: number): void {
    this.close();
    this.start = start;
    this.countedThousandths = 0;
    this.monitors = NOBODY;
  }

  private blame(alone: Witness['alone']): void {
    if (this.monitors.length === 0) this.monitors = alone;
    else if (!this.monitors.includes(alone[0])) this.monitors = [...this.monitors, ...alone].sort();
  }
}

/** A monitor is blamed while it is in the very condition that the service is counted by. */
interface Witness {
  /** Its id: most outages are seen by one monitor, and share this list. */
  readonly alone: readonly [string];
  readonly walk: TrackWalk;
}

/** Agreed hours that an exclusion or maintenance takes out of the count, piece by unbroken piece, with how bad they were. */
export function notCountedOf(stretches: readonly Pick<CountedStretch, 'classified' | 'method'>[]): NotCounted[] {
  const pieces: ClassRun[][] = [];
  for (const { classified, method } of stretches) {
    for (const run of classified.runs) {
      if (!isTakenOut(run) || contributionOf(run, method).weight > 0) continue;
      const last = pieces.at(-1)?.at(-1);
      if (last?.layer === run.layer && last.end === run.start) pieces.at(-1)?.push(run);
      else pieces.push([run]);
    }
  }
  return pieces.flatMap(notCounted);
}

function notCounted(piece: readonly ClassRun[]): NotCounted[] {
  const [first, last] = [piece[0], piece.at(-1)];
  if (first === undefined || last === undefined) return [];
  const bad = piece.filter(({ condition }) => condition === DOWN);
  return [
    {
      start: formatInstant(first.start),
      end: formatInstant(last.end),
      ms: last.end - first.start,
      class: first.class === 'excluded' ? 'excluded' : 'maintenance',
      reason: first.layer.reason ?? first.class,
      badMs: bad.reduce((ms, it) => ms + it.end - it.start, 0),
    },
  ];
}

function isTakenOut({ class: name }: ClassRun): boolean {
  return name === 'excluded' || name === 'maintenance';
}

/** Agreed hours of which nothing is known, neighbours of one cause joined. */
export function notKnownOf({ runs }: Classified): NotKnown[] {
  const found: NotKnown[] = [];
  let start = Number.NaN;
  let end = Number.NaN;
  let cause: UnknownCause | undefined;
  for (const run of runs) {
    const its = run.class === 'unknown' ? unknownCause(run.condition) : undefined;
    if (its === cause && run.start === end) {
      end = run.end;
      continue;
    }
    if (cause !== undefined) found.push(notKnown({ start, end }, cause));
    ({ start, end } = run);
    cause = its;
  }
  if (cause !== undefined) found.push(notKnown({ start, end }, cause));
  return found;
}

function notKnown({ start, end }: Interval, cause: UnknownCause): NotKnown {
  return { start: formatInstant(start), end: formatInstant(end), ms: end - start, cause };
}
