import { InvalidInputError } from '../../shared/domain/errors.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { MaintenanceSignal, Signal } from '../../shared/domain/signal.ts';
import { cleaned } from '../../shared/sources/reading/text.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import { LONGEST_ID, LONGEST_TITLE, LONGEST_WINDOW_MS } from '../../shared/sources/signals/signal-schema.ts';
import { type CalendarEvent, plainText, readCalendar } from './calendar-lines.ts';
import type { Zones } from './calendar-time.ts';
import { propertyNamed, replacedBy, timeNamed, type Window, windowsOf } from './calendar-windows.ts';
import type { HistoryFormat, HistoryIo, HistoryOptions } from './history.ts';
import { numbered, rowsOf, textOf, type Unread } from './rows.ts';

/** Calendars (RFC 5545): each event is announced maintenance of the services named. */
export const ics: HistoryFormat = {
  name: 'ics',
  takes: ['label', 'service', 'zone', 'zone-name', 'period'],
  open: async (files, options, io) => {
    if (options.services.length + Object.keys(options.labels).length === 0) {
      throw new InvalidInputError('expected --service with whose maintenance it is; got none');
    }
    const rows = (await Promise.all(files.map((file) => rowsOfCalendar(file, options, io)))).flat();
    return { total: rows.length, rows: numbered(rows) };
  },
};

async function rowsOfCalendar(file: string, options: HistoryOptions, io: HistoryIo): Promise<Unread[]> {
  const calendar = calendarOf(file, await textOf(file, io));
  const zones = { zone: options.zone ?? calendar.zone ?? 'UTC', zoneNames: options.zoneNames };
  const replaced = replacedOccurrences(calendar.events, zones);
  return calendar.events.flatMap((event) =>
    rowsOf(`${file}:${event.line}`, () => maintenanceOf(event, { options, zones, replaced, now: io.now() })),
  );
}

function calendarOf(file: string, text: string) {
  try {
    return readCalendar(text);
  } catch (cause) {
    if (!(cause instanceof InvalidInputError)) throw cause;
    throw new InvalidInputError(`${file}: ${cause.message}`, { cause });
  }
}

/** The ids of the occurrences that events of their own take the place of. */
function replacedOccurrences(events: readonly CalendarEvent[], zones: Zones): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      const [uid, at] = [propertyNamed('UID', event)?.value, attempt(() => replacedBy(event, zones))];
      return uid === undefined || at === undefined ? [] : [idOf(uid, at)];
    }),
  );
}

// What is wrong there is told of the event itself.
function attempt(read: () => number | undefined): number | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

interface Context {
  readonly options: HistoryOptions;
  readonly zones: Zones;
  readonly replaced: ReadonlySet<string>;
  readonly now: number;
}

function maintenanceOf(event: CalendarEvent, { options, zones, replaced, now }: Context): Signal[] {
  const uid = cleaned(propertyNamed('UID', event)?.value ?? '', LONGEST_ID);
  if (uid === '') throw new InvalidInputError('UID: expected the id of the event; got none');
  const announcedAt = announcementOf(event, zones, now);
  const title = cleaned(plainText(propertyNamed('SUMMARY', event)?.value ?? ''), LONGEST_TITLE);
  const isCancelled = propertyNamed('STATUS', event)?.value.toUpperCase() === 'CANCELLED';
  const replaces = replacedBy(event, zones);
  const windows = windowsOf(event, { zones, period: options.period });
  return windows
    .filter(({ occurrence }) => occurrence === undefined || !replaced.has(idOf(uid, occurrence)))
    .map(
      (window): MaintenanceSignal => ({
        kind: 'maintenance',
        maintenance: idOf(uid, replaces ?? window.occurrence),
        services: options.services,
        ...(Object.keys(options.labels).length > 0 && { labels: options.labels }),
        ...fitting(window),
        announcedAt,
        ...(isCancelled && { cancelledAt: announcedAt }),
        ...(title !== '' && { title }),
      }),
    );
}

/** The id of an event; of one occurrence of an event that repeats, with when it was to begin. */
function idOf(uid: string, occurrence: number | undefined): string {
  if (occurrence === undefined) return uid;
  const suffix = `/${formatInstant(occurrence)}`;
  return `${cleaned(uid, LONGEST_ID - suffix.length)}${suffix}`;
}

function fitting({ start, end }: Window): Pick<MaintenanceSignal, 'start' | 'end'> {
  if (end - start <= LONGEST_WINDOW_MS) return { start, end };
  throw new InvalidInputError(
    `expected maintenance of at most 366 days; got ${formatInstant(start)} to ${formatInstant(end)}`,
  );
}

/** When it was written as it stands: an export may stamp all events with its own time, so that comes second. */
function announcementOf(event: CalendarEvent, zones: Zones, now: number): number {
  const written = timeNamed('LAST-MODIFIED', event, zones) ?? timeNamed('DTSTAMP', event, zones);
  if (written === undefined) throw new InvalidInputError('expected LAST-MODIFIED or DTSTAMP; got neither');
  if (written.at <= now) return written.at;
  throw new InvalidInputError(
    `LAST-MODIFIED or DTSTAMP: expected a time that has passed; got ${preview(formatInstant(written.at))}`,
  );
}
