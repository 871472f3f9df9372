import { claimAt, edgesOfWording, type Wording } from './claims.ts';
import type { Stretch } from './planned.ts';
import { slicesOf } from './slices.ts';
import type { Term } from './types.ts';
import { DAY_MS, type WallClock, wallClock } from './wall-clock.ts';

/** A term, and what its agreement would say of it if all maintenance that was announced in time counted. */
export interface Spending {
  readonly term: Term;
  readonly wording: Wording;
}

/**
 * The maintenance of the last of these terms that its allowance has room for. All of them spend, one after the other and
 * slice by slice: what earlier ones counted in the same local month, quarter or year is used.
 */
export function allowedMaintenance(terms: readonly Spending[]): Stretch[] {
  const counted: Stretch[] = [];
  let own: Stretch[] = [];
  for (const { term, wording } of terms) {
    own = term.method.maintenance === 'ignore' ? [] : spend(term, wording, counted);
    counted.push(...own);
  }
  return own;
}

function spend(term: Term, wording: Wording, before: readonly Stretch[]): Stretch[] {
  const { maintenanceAllowance: allowance, timeZone } = term.agreement;
  const spans = allowance === undefined ? undefined : localSpans(wallClock(timeZone), allowance.per, term);
  const edges = slicesOf(term, [...edgesOfWording(wording), ...(spans ?? [])]);
  const own: Stretch[] = [];
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1] ?? start;
    if (claimAt(wording, start) !== 'maintenance') continue;
    const since = spans?.findLast((span) => span <= start) ?? Number.NEGATIVE_INFINITY;
    const left = allowance === undefined ? end - start : allowance.timeMs - spentSince(since, [...before, ...own]);
    if (left > 0) own.push({ start, end: Math.min(end, start + left) });
  }
  return own;
}

function spentSince(since: number, stretches: readonly Stretch[]): number {
  return stretches.map(({ start, end }) => Math.max(0, end - Math.max(start, since))).reduce((a, b) => a + b, 0);
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** Where local months, quarters or years begin, from the one that a window starts in. */
function localSpans(clock: WallClock, per: keyof typeof MONTHS, { start, end }: Stretch): number[] {
  const date = new Date(clock.dateAt(start) * DAY_MS);
  const first = date.getUTCMonth() - (date.getUTCMonth() % MONTHS[per]);
  const spans: number[] = [];
  for (let month = first; ; month += MONTHS[per]) {
    const begins = clock.startOf(Date.UTC(date.getUTCFullYear(), month, 1) / DAY_MS);
    if (begins >= end) return spans;
    spans.push(begins);
  }
}
