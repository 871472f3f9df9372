import type { EnteredExclusion } from './exclusion.ts';
import { type Interval, overlaps } from './interval.ts';
import type { Attainment } from './result.ts';

/** The figures with exclusions and corrections, and without any. */
export interface Sides {
  readonly figure: Attainment;
  readonly plain: Attainment;
  /** The outages that there would be without, each from its real begin, be it before the period. */
  readonly outages: readonly Interval[];
}

/** Covering this share of an outage is remarkable, in per cent. */
const MOST_OF_AN_OUTAGE = 80;

/**
 * What is remarkable of an exclusion, in plain words: that it was entered when the outage had begun, that it covers at
 * least 80 % of one, that it helps to meet what would be missed. Nothing of this is wrong by itself; it must be seen.
 */
export function exclusionFlags(exclusion: Omit<EnteredExclusion, 'reason'>, sides: Sides): string[] {
  const outages = outagesMet(exclusion, sides);
  const covered = Math.max(0, ...outages.map((outage) => percentCovered(outage, exclusion)));
  return [
    ...(outages.some(({ start }) => start < exclusion.enteredAt) ? ['entered after the outage had begun'] : []),
    ...(covered >= MOST_OF_AN_OUTAGE ? [`covers ${covered} % of an outage`] : []),
    ...helpFlags(exclusion, sides),
  ];
}

/** The same of any other correction: only that it helps to meet what would be missed. */
export function helpFlags(reach: Interval, sides: Sides): string[] {
  const helps = turnsMissIntoMet(sides) && outagesMet(reach, sides).length > 0;
  return helps ? ['helps to turn a missed target into a met one'] : [];
}

function turnsMissIntoMet({ figure, plain }: Sides): boolean {
  return figure.targets.some(({ verdict }, index) => verdict === 'met' && plain.targets[index]?.verdict === 'missed');
}

// Of which the stretch covers something.
function outagesMet(stretch: Interval, { outages }: Sides): Interval[] {
  return outages.filter((outage) => overlaps(outage, stretch));
}

// Cut off: 79.99 % is not 80 %.
function percentCovered(outage: Interval, { start, end }: Interval): number {
  const covered = Math.min(outage.end, end) - Math.max(outage.start, start);
  return Math.floor((100 * covered) / (outage.end - outage.start));
}
