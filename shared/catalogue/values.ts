import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { DayHours, LocalMoment } from '../domain/catalogue.ts';
import { decimals, percentage as parsePercentage } from '../domain/decimal.ts';
import { InvalidInputError } from '../domain/errors.ts';
import { parseDuration, parseInstant } from '../domain/instant.ts';
import type { Recurrence } from '../domain/recurrence.ts';
import { parseRecurrence } from '../domain/recurrence-rule.ts';
import { parseRange } from '../sources/verify/allow-from.ts';

/** Text that `parse` turns into a value; whatever it throws is reported as "expected `expected`". */
function parsed<Value>(expected: string, parse: (text: string) => Value, documented: z.core.GlobalMeta = {}) {
  return z
    .string({ error: () => expected })
    .meta({ description: expected, ...documented })
    .transform((text, context): Value => {
      try {
        return parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: expected, input: text });
        return z.NEVER;
      }
    });
}

/** Text of a form, kept as it is. */
export function matching(expected: string, pattern: RegExp, documented: z.core.GlobalMeta = {}) {
  return z
    .string({ error: () => expected })
    .regex(pattern, { error: () => expected })
    .meta({ description: expected, ...documented });
}

const TEXT = 'text that is not empty';
const PRINTABLE = 'text without control characters or characters that turn the direction of writing';
const ONE_LINE = 'text on one line';

/** Text that people can read as it was written: what they cannot see must not change what they do see. */
export const text = z
  .string({ error: () => TEXT })
  .min(1, { error: () => TEXT })
  .refine((value) => value.trim() !== '', { error: () => TEXT, abort: true })
  .refine((value) => !UNSEEN.test(value), { error: () => PRINTABLE, abort: true });

// Control characters but for tab and line break, what turns the direction of writing, and halves of a surrogate pair.
const UNSEEN = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Cs}/u;

/** What somebody or something is called. */
export const name = text.refine((value) => !/[\t\n\u2028\u2029]/.test(value), { error: () => ONE_LINE });

/** Ids stand in paths, keys and file names, so they are kept to what is safe in all of them. */
const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;
export const id = matching('an id of lower-case letters, digits, dots, hyphens and underscores, at most 64', ID);

export const email = matching('an e-mail address such as sre@example.com', /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/);

/** Where a caller may sit: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
export const addressRange = parsed('an address or a range such as 203.0.113.0/24 or 2001:db8::/32', (value) => {
  if (parseRange(value) === undefined) throw new RangeError(value);
  return value;
});

export const timeZone = parsed('an IANA time zone such as Europe/Berlin', (name) => {
  // Offsets such as +01:00 are zones to Temporal, but no place keeps one all year by contract.
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(name);
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
});

export const instant = parsed('a time in ISO 8601 with an offset, such as 2026-10-01T00:00:00+02:00', parseInstant);

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function looksLikeDate(value: string): boolean {
  return DATE.test(value);
}

function parseDate(value: string): string {
  if (!looksLikeDate(value)) throw new RangeError(value);
  return Temporal.PlainDate.from(value).toString();
}

export const date = parsed('a date such as 2026-12-25', parseDate);

/** A date, or the id of a list of holidays. */
export const dateOrId = parsed('a date such as 2026-12-25 or the id of a list of holidays', (value) =>
  ID.test(value) && !looksLikeDate(value) ? value : parseDate(value),
);

const DATE_OR_INSTANT = 'a date such as 2026-10-01 or a time with an offset, such as 2026-10-01T00:00:00+02:00';

/** The same where each agreement has a zone of its own: a date stays text. */
export const localMoment = parsed(
  DATE_OR_INSTANT,
  (value): LocalMoment => (looksLikeDate(value) ? parseDate(value) : parseInstant(value)),
);

/** Wall time on a date, without a zone: `2026-01-04T02:00`. */
export const localDateTime = parsed('a local time such as 2026-01-04T02:00, without an offset', (value) => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) throw new RangeError(value);
  return Temporal.PlainDateTime.from(value).toString({ smallestUnit: 'minute' });
});

const RULE = 'a rule such as FREQ=WEEKLY;BYDAY=SU';

/** A recurrence in the words of RFC 5545; the message says which part is wrong. */
export const recurrence = z
  .string({ error: () => RULE })
  .meta({ description: RULE })
  .transform((value, context): Recurrence => {
    try {
      return parseRecurrence(value);
    } catch (error) {
      const message = error instanceof InvalidInputError ? error.message : RULE;
      context.issues.push({ code: 'custom', message: wrongPart(message), input: value });
      return z.NEVER;
    }
  });

// "expected COUNT of 1 to 9999; got "0"" is said of a part; what follows is said of the whole.
function wrongPart(message: string): string {
  return message.replace(/^expected /, '').replace('; got', ' instead of');
}

/** A local date (its first moment in the agreement's zone, found later) or an instant in ms. */
export const dateOrInstant = parsed(DATE_OR_INSTANT, (value): Temporal.PlainDate | number =>
  looksLikeDate(value) ? Temporal.PlainDate.from(value) : parseInstant(value),
);

export const duration = parsed('an ISO 8601 duration such as PT48H or P3D', parseDuration).refine(isShort, {
  error: () => SHORT,
});

export const positiveDuration = parsed('an ISO 8601 duration above zero, such as PT1M', (value) => {
  const ms = parseDuration(value);
  if (ms <= 0) throw new RangeError(value);
  return ms;
}).refine(isShort, { error: () => SHORT });

// Of longer ones nobody means any, and what is reckoned from them lies beyond what a date can be.
const SHORT = 'a duration of at most ten years';

function isShort(ms: number): boolean {
  return ms <= 3_653 * 86_400_000;
}

// Scalars reach the schema as they are written, so that 99.90 keeps its zero; to an editor it is a number all the same.
const NUMBER_OR_TEXT = { type: ['number', 'string'] };

/** A count: `1000`. */
export const wholeNumber = parsed(
  'a whole number from 0 on',
  (value) => {
    if (!/^\d{1,15}$/.test(value)) throw new RangeError(value);
    return Number(value);
  },
  NUMBER_OR_TEXT,
);

/** A count of at least one: `2`. */
export const positiveNumber = parsed(
  'a whole number from 1 on',
  (value) => {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new RangeError(value);
    return Number(value);
  },
  NUMBER_OR_TEXT,
);

function percentageText(value: string): string {
  const text = value.replace(/\s*%$/, '');
  parsePercentage(text);
  return text;
}

/** Per cent as decimal text: `99.9` and `99.9 %` give `99.9`. */
export const percentage = parsed('a percentage between 0 and 100', percentageText, NUMBER_OR_TEXT);

/** A share in millionths: `1 %` is 10,000. */
export const millionths = parsed('a percentage between 0 and 100, to four decimals', shareInMillionths, NUMBER_OR_TEXT);

function shareInMillionths(value: string): number {
  const text = percentageText(value);
  if (decimals(text) > 4) throw new RangeError(value);
  const [whole = '', fraction = ''] = text.split('.');
  return Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
}

/** A share between 0 and 1 in thousandths: `0.3` is 300. */
export const share = parsed(
  'a share between 0 and 1, to three decimals, such as 0.5',
  shareInThousandths,
  NUMBER_OR_TEXT,
);

function shareInThousandths(value: string): number {
  const [, whole = '', fraction = ''] = /^([01])(?:\.(\d{1,3}))?$/.exec(value) ?? [];
  const thousandths = Number(whole) * 1000 + Number(fraction.padEnd(3, '0'));
  if (whole === '' || thousandths > 1000) throw new RangeError(value);
  return thousandths;
}

/** Digits behind the point of a printed percentage. */
export const digits = parsed(
  'a whole number of digits from 0 to 9',
  (value) => {
    if (!/^\d$/.test(value)) throw new RangeError(value);
    return Number(value);
  },
  NUMBER_OR_TEXT,
);

const HOURS = 'hours such as 08:00-18:00, or 22:00-06:00 over midnight, at most 24:00';
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
const HOURS_PATTERN = new RegExp(`^(${CLOCK})\\s*-\\s*(${CLOCK}|24:00)$`);

/** Wall-clock hours that begin on a day: `08:00-18:00`, `22:00-06:00`. */
export const dayHours = parsed(HOURS, (value): DayHours => {
  const [, from, to] = HOURS_PATTERN.exec(value) ?? [];
  if (from === undefined || to === undefined || from === to) throw new RangeError(value);
  return { from, to };
});

const PERCENT_OF_FEE = 'a percentage of the fee, such as 30 or 100 %';

/** Per cent of a fee as decimal text; above 100 % it is more than one fee. */
export const percentOfFee = parsed(
  PERCENT_OF_FEE,
  (value): string => {
    const text = value.replace(/\s*%$/, '');
    if (!/^\d{1,5}(\.\d{1,4})?$/.test(text)) throw new RangeError(value);
    return text;
  },
  NUMBER_OR_TEXT,
);

/** Whole minor units of a currency: `500000` is EUR 5,000.00. */
export const minorUnits = parsed(
  'a whole number of minor units, such as 500000 for EUR 5,000.00',
  (value): number => {
    if (!/^\d{1,12}$/.test(value)) throw new RangeError(value);
    return Number(value);
  },
  NUMBER_OR_TEXT,
);

export const currency = parsed('a currency of ISO 4217 such as EUR', (value): string => {
  if (!Intl.supportedValuesOf('currency').includes(value)) throw new RangeError(value);
  return value;
});

/** In lower case, as Node calls headers. */
export const headerName = parsed('the name of an HTTP header, such as X-Api-Key', (value) => {
  if (!/^[\w!#$%&'*+.^|~-]+$/.test(value)) throw new RangeError(value);
  return value.toLowerCase();
});

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Where a sender's API begins, without a slash at its end; what is not encrypted stays on this machine. */
export const apiUrl = parsed(
  'an address such as https://alertmanager.example.com, without user, query or fragment',
  (value) => {
    const { protocol, hostname, username, password, search, hash } = new URL(value);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
    if (!isSafe || username + password + search + hash !== '') throw new RangeError(value);
    return value.replace(/\/+$/, '');
  },
);
