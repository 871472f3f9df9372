import { valueAt } from './finding.ts';
import { daysOf } from './schema-calendar.ts';
import { select } from './select.ts';
import type { Position, YamlDocument } from './yaml-document.ts';

/** Where something of a catalogue stands in its file. */
export interface Place extends Position {
  /** As the file has it. */
  readonly path: readonly (string | number)[];
}

/** The place in the file of the key at a path of the catalogue: what was filled in has moved there from elsewhere. */
export function placeIn(yaml: YamlDocument, path: Place['path']): Place {
  const written = asWritten(yaml.data, path);
  const key = written.at(-1);
  const position =
    typeof key === 'string' && valueAt(yaml.data, written) !== undefined
      ? yaml.positionOf(written.slice(0, -1), key)
      : yaml.positionOf(written);
  return { path: written, ...position };
}

function asWritten(data: unknown, path: Place['path']): Place['path'] {
  const [list, entry, part] = path;
  if (list === 'calendars' && typeof entry === 'string') return ofCalendar(data, entry, path.slice(2));
  if (list === 'agreements' && part === 'services' && path[4] === 'targets') return ofTarget(data, path);
  return path;
}

// Calendars go by their id, and hours by weekday: the file may name a range of them.
function ofCalendar(data: unknown, id: string, rest: Place['path']): Place['path'] {
  const index = select(data, 'calendars.*.id').findIndex(({ value }) => value === id);
  const [part, day] = rest;
  const path = ['calendars', index, ...rest];
  if (part !== 'hours' || day === undefined) return path;
  const hours = valueAt(data, ['calendars', index, 'hours']);
  const keys = typeof hours === 'object' && hours !== null ? Object.keys(hours) : [];
  return [...path.slice(0, -1), keys.find((key) => daysOf(key).some((it) => it === day)) ?? day];
}

// A service without targets of its own has those of the agreement.
function ofTarget(data: unknown, path: Place['path']): Place['path'] {
  if (valueAt(data, path.slice(0, 5)) !== undefined) return path;
  return [...path.slice(0, 2), ...path.slice(4)];
}
