import { isRolling } from '../domain/period-kind.ts';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A period as people call it. */
export interface PeriodWords {
  /** `October 2026`, `Q4 2026`, `2026`, `week 41 of 2026`, `30 days to 14 October 2026`. */
  readonly label: string;
  /** The shortest name that is clear beside its neighbours: `Oct 2026`. */
  readonly short: string;
  /** What follows "In": `October`, `Q4 2026`. */
  readonly sentence: string;
  /** What a row of such periods counts in: `months`. */
  readonly unit: string;
}

/**
 * @example periodWords('2026-10')  //=> { label: 'October 2026', short: 'Oct 2026', sentence: 'October', unit: 'months' }
 */
export function periodWords(name: string): PeriodWords {
  const [year = '', part = ''] = name.split('-');
  if (/^\d{4}-\d{2}$/.test(name)) return monthWords(year, Number(part));
  if (/^\d{4}-Q\d$/.test(name)) return same(`${part} ${year}`, 'quarters');
  if (/^\d{4}-W\d{2}$/.test(name)) return same(`week ${Number(part.slice(1))} of ${year}`, 'weeks');
  if (isRolling(name)) return windowWords(name);
  return same(name, /^\d{4}$/.test(name) ? 'years' : 'periods');
}

function monthWords(year: string, month: number): PeriodWords {
  const name = MONTHS[month - 1] ?? String(month);
  return { label: `${name} ${year}`, short: `${name.slice(0, 3)} ${year}`, sentence: name, unit: 'months' };
}

function windowWords(name: string): PeriodWords {
  const [year = '', month = '', day = ''] = name.slice(0, 10).split('-');
  const days = name.slice(11, -1);
  const to = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}`;
  const short = `${days} d to ${Number(day)} ${(MONTHS[Number(month) - 1] ?? month).slice(0, 3)} ${year}`;
  const label = `${days} days to ${to} ${year}`;
  return { label, short, sentence: `the ${days} days to ${to}`, unit: 'windows' };
}

function same(label: string, unit: string): PeriodWords {
  return { label, short: label, sentence: label, unit };
}
