/**
 * A repeating local date: the part of RFC 5545's RRULE that a catalogue may use. Looked at date by date, by arithmetic
 * on day numbers (days since 1970-01-01), so that a zone has no say in which dates there are.
 */
export interface Recurrence {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly byDay?: readonly WeekdayOf[];
  /** 1 to 31, or -1 to -31 from the end of the month. */
  readonly byMonthDay?: readonly number[];
  /** 1 to 12. */
  readonly byMonth?: readonly number[];
  /** Places among the dates of one week, month or year; negative from its end. */
  readonly bySetPos?: readonly number[];
  /** How many dates there are, from the first on. */
  readonly count?: number;
  /** Last local date, `yyyy-mm-dd`, or last moment at which one may begin, epoch ms. */
  readonly until?: string | number;
}

/** Monday is 0. The ordinal is the place in the month or year, negative from its end. */
export interface WeekdayOf {
  readonly weekday: number;
  readonly ordinal?: number;
}

/**
 * Day numbers of the rule from its first date on that lie in `[from, to)`, ascending. A day on which it cannot happen is
 * neither told nor counted. `until` is not looked at.
 */
export function recurringDays(
  rule: Recurrence,
  first: number,
  { from, to, canHappen = () => true }: { from: number; to: number; canHappen?: (day: number) => boolean },
): number[] {
  const days: number[] = [];
  const isDay = dayTest(rule, civil(first));
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let day = rule.count === undefined ? Math.max(first, from) : first; day < to && left > 0; day++) {
    if (!isDay(civil(day)) || !canHappen(day)) continue;
    left--;
    if (day >= from) days.push(day);
  }
  return days;
}

/** A date by all its names. */
interface Civil {
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

const DAY_MS = 86_400_000;

/** The number of a local date: `dayNumber('1970-01-02')  //=> 1`. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The date of a number: `dateOf(1)  //=> '1970-01-02'`. */
export function dateOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

function civil(number: number): Civil {
  const date = new Date(number * DAY_MS);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return { number, year, month, day, weekday: (date.getUTCDay() + 6) % 7 };
}

function dayTest(rule: Recurrence, first: Civil): (date: Civil) => boolean {
  const start = stretchOf(rule, first).index;
  const isIn = (date: Civil) => (stretchOf(rule, date).index - start) % rule.interval === 0;
  if (rule.bySetPos === undefined) return (date) => isIn(date) && meets(rule, first, date);
  const chosen = new Map<number, readonly number[]>();
  return (date) => {
    const { index, from, to } = stretchOf(rule, date);
    if (!isIn(date) || !meets(rule, first, date)) return false;
    const days = chosen.get(index) ?? placesIn(rule, first, { from, to });
    chosen.set(index, days);
    return days.includes(date.number);
  };
}

function placesIn(rule: Recurrence, first: Civil, { from, to }: { from: number; to: number }): number[] {
  const all = Array.from({ length: to - from }, (_, index) => civil(from + index))
    .filter((date) => meets(rule, first, date))
    .map(({ number }) => number);
  return (rule.bySetPos ?? []).flatMap((place) => all.at(place > 0 ? place - 1 : place) ?? []);
}

/** The day, week, month or year that a date lies in: its place among its kind, and its days `[from, to)`. */
function stretchOf({ frequency }: Recurrence, { number, year, month, weekday }: Civil) {
  switch (frequency) {
    case 'DAILY':
      return { index: number, from: number, to: number + 1 };
    case 'WEEKLY':
      return { index: (number - weekday + 3) / 7, from: number - weekday, to: number - weekday + 7 };
    case 'MONTHLY':
      return { index: year * 12 + month, from: firstOf(year, month), to: firstOf(year, month + 1) };
    case 'YEARLY':
      return { index: year, from: firstOf(year, 1), to: firstOf(year + 1, 1) };
  }
}

function firstOf(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / DAY_MS;
}

// What a rule leaves open it takes from the first date.
function meets(rule: Recurrence, first: Civil, date: Civil): boolean {
  const { frequency, byDay, byMonthDay, byMonth } = rule;
  if (byMonth !== undefined && !byMonth.includes(date.month)) return false;
  if (byMonthDay !== undefined && !isMonthDay(byMonthDay, date)) return false;
  if (byDay !== undefined && !byDay.some((it) => isWeekday(it, date, rule))) return false;
  if (byDay !== undefined || byMonthDay !== undefined || frequency === 'DAILY') return true;
  if (frequency === 'WEEKLY') return date.weekday === first.weekday;
  if (date.day !== first.day) return false;
  return frequency === 'MONTHLY' || byMonth !== undefined || date.month === first.month;
}

function isMonthDay(days: readonly number[], { year, month, day }: Civil): boolean {
  const length = firstOf(year, month + 1) - firstOf(year, month);
  return days.includes(day) || days.includes(day - length - 1);
}

function isWeekday({ weekday, ordinal }: WeekdayOf, date: Civil, { frequency, byMonth }: Recurrence): boolean {
  if (date.weekday !== weekday) return false;
  if (ordinal === undefined) return true;
  const inYear = frequency === 'YEARLY' && byMonth === undefined;
  const from = firstOf(date.year, inYear ? 1 : date.month);
  const to = inYear ? firstOf(date.year + 1, 1) : firstOf(date.year, date.month + 1);
  if (ordinal > 0) return Math.floor((date.number - from) / 7) === ordinal - 1;
  return Math.floor((to - 1 - date.number) / 7) === -ordinal - 1;
}
