import type { Temporal } from 'temporal-polyfill';

/**
 * What the offset is called: `CEST` or `EDT` where English has a word for it, else `UTC+5:30`. British English knows the
 * European names, American English the American ones; all others they print as `GMT+5:30`.
 */
export function offsetName(at: Temporal.ZonedDateTime): string {
  const names = ['en-GB', 'en-US'].map((locale) => nameIn(locale, at));
  return names.find((name) => /^[A-Z]+$/.test(name)) ?? names[0]?.replace('GMT', 'UTC') ?? `UTC${at.offset}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs more than a hundred uses of it, and a report needs the same two for every line.
function nameIn(locale: string, at: Temporal.ZonedDateTime): string {
  const key = `${locale} ${at.timeZoneId}`;
  const known = formatters.get(key);
  const formatter = known ?? new Intl.DateTimeFormat(locale, { timeZone: at.timeZoneId, timeZoneName: 'short' });
  if (known === undefined) formatters.set(key, formatter);
  return formatter.formatToParts(at.epochMilliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
