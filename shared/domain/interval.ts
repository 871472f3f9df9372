/** A half-open stretch of time `[start, end)` in epoch milliseconds. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Whether they have any instant in common. */
export function overlaps(a: Interval, b: Interval): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

export function isWithin(instant: number, { start, end }: Interval): boolean {
  return instant >= start && instant < end;
}

/**
 * The same instants as a sorted list of disjoint, non-touching intervals; empty ones vanish.
 *
 * @example union([{ start: 0, end: 2 }, { start: 1, end: 3 }])  //=> [{ start: 0, end: 3 }]
 */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of inOrder(intervals)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

// Most lists come sorted: looking is cheaper than sorting.
function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { start } of intervals) {
    if (start < latest) return intervals.toSorted((a, b) => a.start - b.start);
    latest = start;
  }
  return intervals;
}

/**
 * What lies in both lists. Each must be as `union` returns it.
 *
 * @example intersect([{ start: 0, end: 5 }], [{ start: 3, end: 9 }])  //=> [{ start: 3, end: 5 }]
 */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  let l = 0;
  let r = 0;
  for (let a = left[l], b = right[r]; a !== undefined && b !== undefined; a = left[l], b = right[r]) {
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    if (start < end) both.push({ start, end });
    if (a.end < b.end) l++;
    else r++;
  }
  return both;
}

/**
 * What lies in `from` and not in `gone`. Each must be as `union` returns it.
 *
 * @example subtract([{ start: 0, end: 9 }], [{ start: 3, end: 5 }])  //=> [{ start: 0, end: 3 }, { start: 5, end: 9 }]
 */
export function subtract(from: readonly Interval[], gone: readonly Interval[]): Interval[] {
  const [first, last] = [from[0], from.at(-1)];
  if (first === undefined || last === undefined) return [];
  return intersect(from, gaps(gone, { start: first.start, end: last.end }));
}

/** What of `window` lies in none of the intervals (as `union` returns them). */
export function gaps(intervals: readonly Interval[], window: Interval): Interval[] {
  const left: Interval[] = [];
  let start = window.start;
  for (const interval of intervals) {
    if (interval.start >= window.end) continue;
    if (interval.start > start) left.push({ start, end: interval.start });
    start = Math.max(start, interval.end);
  }
  if (start < window.end) left.push({ start, end: window.end });
  return left;
}

/** The intervals cut to the window. */
export function clip(intervals: readonly Interval[], window: Interval): Interval[] {
  return intersect(intervals, [window]);
}

/** Milliseconds in all of them; overlapping time counts once: `total([{ start: 0, end: 2 }, { start: 1, end: 3 }])  //=> 3`. */
export function total(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, it) => sum + (it.end - it.start), 0);
}
