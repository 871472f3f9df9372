import { Temporal } from 'temporal-polyfill';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import type { Property } from './calendar-lines.ts';

/** How times without an offset are read. */
export interface Zones {
  /** Of times that name no zone, and of dates. */
  readonly zone: string;
  /** A calendar's name of a zone to IANA's. */
  readonly zoneNames: Readonly<Record<string, string>>;
}

/** A time of a calendar as it is written: a local date, the time of day unless it is a whole day, and the zone. */
export interface CalendarTime {
  /** `yyyy-mm-dd` */
  readonly date: string;
  /** `hh:mm:ss`; undefined for a whole day. */
  readonly time: string | undefined;
  readonly zone: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * The time that a property tells: in UTC, in the zone that it names, or a local one.
 *
 * @throws InvalidInputError for anything else
 */
export function calendarTime({ name, parameters, value }: Property, zones: Zones): CalendarTime {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(value.trim()) ?? [];
  if (year === undefined) {
    throw new InvalidInputError(`${name}: expected a time such as 20261020T200000Z or a date; got ${preview(value)}`);
  }
  const date = `${year}-${month}-${day}`;
  const time = hour === undefined ? undefined : `${hour}:${minute}:${second}`;
  const zone = utc === undefined ? zoneOf(parameters.TZID, zones) : 'UTC';
  try {
    return { date, time, zone, at: instantAt({ date, time, zone }) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidInputError(
      `${name}: expected an existing time in a zone of IANA; got ${preview(value)} in ${preview(zone)}. ` +
        `Say what the zone means: --zone-name ${preview(zone)}=Europe/Berlin`,
      { cause },
    );
  }
}

/** Epoch ms of a local time; of a whole day its begin. */
export function instantAt({ date, time, zone }: Pick<CalendarTime, 'date' | 'time' | 'zone'>): number {
  const local = Temporal.PlainDate.from(date);
  // A day may begin later than midnight.
  if (time === undefined) return local.toZonedDateTime(zone).epochMilliseconds;
  return local.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

function zoneOf(name: string | undefined, { zone, zoneNames }: Zones): string {
  return name === undefined ? zone : (zoneNames[name] ?? name);
}
