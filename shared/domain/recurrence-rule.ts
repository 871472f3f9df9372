import { Temporal } from 'temporal-polyfill';
import { InvalidInputError } from './errors.ts';
import { parseInstant } from './instant.ts';
import type { Recurrence, WeekdayOf } from './recurrence.ts';

/**
 * A recurrence as RFC 5545 writes it, as far as it is understood: FREQ of DAILY to YEARLY, INTERVAL, BYDAY, BYMONTHDAY,
 * BYMONTH, BYSETPOS, and COUNT or UNTIL. Weeks begin on Monday.
 *
 * @throws InvalidInputError for anything else, saying what is expected and what is there
 * @example parseRecurrence('FREQ=MONTHLY;BYDAY=-1SU')
 *   //=> { frequency: 'MONTHLY', interval: 1, byDay: [{ weekday: 6, ordinal: -1 }] }
 */
export function parseRecurrence(text: string): Recurrence {
  const parts = partsOf(text);
  const rule: Recurrence = {
    frequency: frequencyOf(parts.get('FREQ')),
    interval: numberOf('INTERVAL', parts.get('INTERVAL') ?? '1', { from: 1, to: 999 }),
    ...optional('byDay', 'BYDAY', parts, weekdayOf),
    ...optional('byMonthDay', 'BYMONTHDAY', parts, (it) => placeOf('BYMONTHDAY', it, 31)),
    ...optional('byMonth', 'BYMONTH', parts, (it) => numberOf('BYMONTH', it, { from: 1, to: 12 })),
    ...optional('bySetPos', 'BYSETPOS', parts, (it) => placeOf('BYSETPOS', it, 366)),
    ...endOf(parts),
  };
  refuseContradictions(rule);
  return rule;
}

const KNOWN = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'COUNT', 'UNTIL'];

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', value, ...rest] = part.split('=');
    if (value === undefined || value === '' || rest.length > 0) {
      throw refusal('parts such as FREQ=WEEKLY;BYDAY=SU', part);
    }
    if (!KNOWN.includes(name)) throw refusal(`parts of ${KNOWN.join(', ')}`, name);
    if (parts.has(name)) throw refusal(`${name} once`, text);
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(value: string | undefined): Recurrence['frequency'] {
  switch (value) {
    case 'DAILY':
    case 'WEEKLY':
    case 'MONTHLY':
    case 'YEARLY':
      return value;
    default:
      throw refusal('FREQ of DAILY, WEEKLY, MONTHLY or YEARLY', value ?? 'no FREQ');
  }
}

function optional<Key extends string, Value>(
  key: Key,
  name: string,
  parts: ReadonlyMap<string, string>,
  read: (text: string) => Value,
): { [key in Key]?: readonly Value[] } {
  const text = parts.get(name);
  const found: { [key in Key]?: readonly Value[] } = {};
  if (text !== undefined) found[key] = text.split(',').map(read);
  return found;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

function weekdayOf(text: string): WeekdayOf {
  const [, ordinal, name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  const weekday = WEEKDAYS.indexOf(name);
  if (weekday < 0) throw refusal('BYDAY of MO to SU, with a place such as 1SU or -1SU', text);
  return ordinal === undefined ? { weekday } : { weekday, ordinal: placeOf('BYDAY', ordinal, 53) };
}

function numberOf(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw refusal(`${name} of ${from} to ${to}`, text);
}

function placeOf(name: string, text: string, most: number): number {
  const value = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0;
  if (value !== 0 && Math.abs(value) <= most) return value;
  throw refusal(`${name} of 1 to ${most}, or -1 to -${most} from the end`, text);
}

function endOf(parts: ReadonlyMap<string, string>): Pick<Recurrence, 'count' | 'until'> {
  const [count, until] = [parts.get('COUNT'), parts.get('UNTIL')];
  if (count !== undefined && until !== undefined) throw refusal('COUNT or UNTIL, not both', `${count} and ${until}`);
  if (count !== undefined) return { count: numberOf('COUNT', count, { from: 1, to: 9999 }) };
  return until === undefined ? {} : { until: untilOf(until) };
}

function untilOf(text: string): string | number {
  const [, year, month, day, time] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z)?$/.exec(text) ?? [];
  try {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`).toString();
    if (time === undefined) return date;
    return parseInstant(`${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
  } catch {
    throw refusal('UNTIL such as 20261231, a local date, or 20261231T230000Z', text);
  }
}

// What other readers of RFC 5545 understand in different ways is not understood at all.
function refuseContradictions({ frequency, byDay, byMonthDay, bySetPos, byMonth }: Recurrence): void {
  const places = byDay?.filter(({ ordinal }) => ordinal !== undefined).length ?? 0;
  const hasPlaces = places > 0;
  if (hasPlaces && places !== byDay?.length) throw refusal('BYDAY with places throughout or without', 'both');
  if (hasPlaces && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
    throw refusal('BYDAY without places', `places with FREQ=${frequency}`);
  }
  if (hasPlaces && byMonthDay !== undefined) throw refusal('BYDAY without places', 'places beside BYMONTHDAY');
  if (frequency === 'WEEKLY' && byMonthDay !== undefined) throw refusal('no BYMONTHDAY', 'BYMONTHDAY with FREQ=WEEKLY');
  if (bySetPos === undefined) return;
  if (frequency === 'DAILY') throw refusal('no BYSETPOS', 'BYSETPOS with FREQ=DAILY');
  if (byDay === undefined && byMonthDay === undefined && byMonth === undefined) {
    throw refusal('BYSETPOS beside BYDAY, BYMONTHDAY or BYMONTH', 'BYSETPOS alone');
  }
}

function refusal(expected: string, actual: string): InvalidInputError {
  return new InvalidInputError(`expected ${expected}; got "${actual}"`);
}
