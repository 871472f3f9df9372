const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const WEEKDAY = '(?:[a-z]{3,9},? )?';
const DAY = '(?<day>\\d{1,2})';
const MONTH = '(?<month>[a-z]{3})[a-z]{0,6}';
const YEAR = '(?<year>\\d{4})';
const CLOCK = '(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?(?: ?(?<half>AM|PM))?';
const OFFSET = '(?: (?<offset>[a-z]{1,5}|[+-]\\d{4}))?';

const FORMS = [
  // Sat, 04 Nov 2023 05:21:00 GMT, as RFC 1123 has it and AWS Health writes
  `${DAY} ${MONTH},? ${YEAR},? ${CLOCK}${OFFSET}`,
  // Fri Oct  2 00:30:28 UTC 2026, as `date` and Nagios write
  `${MONTH} +${DAY},? ${CLOCK}${OFFSET} ${YEAR}`,
  // October 2, 2026 12:30 AM PDT, as Site24x7 writes
  `${MONTH} +${DAY},? ${YEAR},? ${CLOCK}${OFFSET}`,
].map((form) => new RegExp(`^${WEEKDAY}${form}$`, 'i'));

/**
 * Zones by their abbreviations: those of RFC 822, and those of Europe and Oceania. Of the few that another zone has too, the one
 * further west is meant: whoever is further east then seems to be ahead of time, which is never believed.
 */
const ZONES: Readonly<Record<string, string>> = {
  ...{ UTC: 'Z', GMT: 'Z', UT: 'Z', Z: 'Z', WET: 'Z' },
  ...{ PST: '-08:00', PDT: '-07:00', MST: '-07:00', MDT: '-06:00' },
  ...{ CST: '-06:00', CDT: '-05:00', EST: '-05:00', EDT: '-04:00' },
  ...{ BST: '+01:00', WEST: '+01:00', CET: '+01:00', CEST: '+02:00', EET: '+02:00', EEST: '+03:00', MSK: '+03:00' },
  ...{ JST: '+09:00', AEST: '+10:00', AEDT: '+11:00', NZST: '+12:00', NZDT: '+13:00' },
};

/**
 * A time with the name of its month, in the notation of ISO 8601; without an offset where it names none. Nothing if it is no such
 * time, or its zone goes by an abbreviation that says nothing.
 *
 * @example isoOf('Fri Oct  2 00:30:28 CEST 2026')  //=> '2026-10-02T00:30:28+02:00'
 */
export function isoOf(text: string): string | undefined {
  const { groups } = FORMS.map((form) => form.exec(text)).find((match) => match !== null) ?? {};
  if (groups === undefined) return undefined;
  const { day = '', month = '', year, hour = '', minute, second = '00', half, offset } = groups;
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  const zone = offset === undefined || /^[+-]/.test(offset) ? (offset ?? '') : offsetOf(offset);
  if (number === 0 || zone === undefined) return undefined;
  return `${year}-${twoDigits(number)}-${twoDigits(Number(day))}T${twoDigits(hourOfDay(Number(hour), half))}:${minute}:${second}${zone}`;
}

/**
 * The offset of a zone that goes by an abbreviation, if that says one.
 *
 * @example offsetOf('CEST')  //=> '+02:00'
 */
export function offsetOf(abbreviation: string): string | undefined {
  return ZONES[abbreviation.toUpperCase()];
}

/** The hour of a clock with twelve, or of one with twenty-four. */
export function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
