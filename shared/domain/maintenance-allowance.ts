import { openHours, type TimeKnowledge } from './agreed-time.ts';
import { wordingsOf } from './amendment.ts';
import type { Agreement, MaintenanceAllowance } from './catalogue.ts';
import { clip, type Interval, intersect, union } from './interval.ts';
import { periodContaining, shiftPeriod } from './period.ts';
import { isInTime, plannedIn } from './planned-maintenance.ts';
import type { Term } from './term.ts';
import type { CatalogueVersion } from './version.ts';

/**
 * The maintenance inside a window of a term that counts: announced in time, in agreed hours, and in order of time until
 * the allowance of its month, quarter or year is used up. What came before the window, under the term or earlier ones,
 * has used its part.
 */
export function countedMaintenance(term: Term, known: TimeKnowledge, window: Interval): Interval[] {
  const counted: Interval[] = [];
  for (const one of [...(term.before ?? []), { ...term, end: window.end }]) {
    counted.push(...withinAllowance(eligibleIn(one, known), one.agreement, counted));
  }
  return clip(union(counted), window);
}

function eligibleIn(term: Term, known: TimeKnowledge): Interval[] {
  if (term.method.maintenance === 'ignore') return [];
  const planned = plannedIn(term, known, term).filter((it) => isInTime(it, term));
  return intersect(openHours(term, known, term), union(planned));
}

function withinAllowance(
  eligible: readonly Interval[],
  { maintenanceAllowance: allowance, timeZone }: Agreement,
  counted: readonly Interval[],
): Interval[] {
  if (allowance === undefined) return [...eligible];
  return spansOf(eligible, allowance, timeZone).flatMap((span) => {
    const used = clip(union(counted), span).reduce((ms, { start, end }) => ms + end - start, 0);
    return firstOf(clip(eligible, span), allowance.timeMs - used);
  });
}

/** The first so many milliseconds of intervals in order: `firstOf([{ start: 0, end: 9 }], 4)  //=> [{ start: 0, end: 4 }]`. */
function firstOf(intervals: readonly Interval[], ms: number): Interval[] {
  const taken: Interval[] = [];
  let left = ms;
  for (const { start, end } of intervals) {
    if (left <= 0) break;
    taken.push({ start, end: Math.min(end, start + left) });
    left -= end - start;
  }
  return taken;
}

// The local months, quarters or years in which something lies.
function spansOf(intervals: readonly Interval[], { per }: MaintenanceAllowance, timeZone: string): Interval[] {
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const spans = [periodContaining(first.start, per, timeZone)];
  for (let span = spans[0]; span !== undefined && span.end < last.end; ) {
    span = shiftPeriod(span, per, 1);
    spans.push(span);
  }
  return spans;
}

/**
 * The first moment whose maintenance may use an allowance that holds at an instant: the start of the longest month,
 * quarter or year that any wording of the agreement in any version gives it. Undefined without an allowance.
 */
export function allowanceStart(
  versions: readonly CatalogueVersion[],
  agreement: string,
  instant: number,
): number | undefined {
  const starts = versions
    .flatMap(({ catalogue }) => catalogue.agreements.filter(({ id }) => id === agreement))
    .flatMap(wordingsOf)
    .flatMap(({ agreement: { maintenanceAllowance: allowance, timeZone } }) =>
      allowance === undefined ? [] : [periodContaining(instant, allowance.per, timeZone).start],
    );
  return starts.length === 0 ? undefined : Math.min(...starts);
}
