import type { Agreement, Amendment } from './catalogue.ts';
import type { Interval } from './interval.ts';

/** An agreement as it is worded over a stretch of time (epoch ms, open ends infinite): it has no amendments any more. */
export interface Worded extends Interval {
  readonly agreement: Agreement;
}

/**
 * The wordings of an agreement in order, without gaps: as it was signed, then with one amendment after another on top.
 *
 * @example wordingsOf({ …, method: 'contract', amendments: [{ from: 7, method: 'strict' }] })
 *   //=> [{ start: -Infinity, end: 7, … }, { start: 7, end: Infinity, agreement: { …, method: 'strict' } }]
 */
export function wordingsOf(agreement: Agreement): Worded[] {
  const { amendments = [], ...signed } = agreement;
  const before: Worded[] = [];
  let latest: Worded = { ...ALWAYS, agreement: signed };
  for (const amendment of amendments) {
    before.push({ ...latest, end: amendment.from });
    latest = { ...latest, start: amendment.from, agreement: amendedBy(latest.agreement, amendment) };
  }
  return [...before, latest];
}

const ALWAYS: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

function amendedBy(agreement: Agreement, { from: _from, ...changes }: Amendment): Agreement {
  return { ...agreement, ...changes };
}

/** The agreement as it is worded at an instant. */
export function wordingAt(agreement: Agreement, instant: number): Agreement {
  return wordingsOf(agreement).findLast(({ start }) => start <= instant)?.agreement ?? agreement;
}
