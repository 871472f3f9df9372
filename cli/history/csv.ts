import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { occurrence } from '../../shared/sources/reading/state.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import { csvRecords } from './csv-records.ts';
import type { HistoryFormat, HistoryIo, HistoryOptions } from './history.ts';
import { mergeOutages } from './merge-outages.ts';
import { numbered, pastTime, rowsOf, signalsOf, stateSignal, textOf, type Unread } from './rows.ts';

/**
 * Tables: the first line names the columns. `monitor`, `state` and `at` must be there; `end` closes what began at `at`,
 * and `label.NAME` is a label.
 */
export const csv: HistoryFormat = {
  name: 'csv',
  takes: ['label', 'service', 'zone', 'column', 'state', 'delimiter'],
  open: async (files, options, io) => {
    const read = files.map(async (file) => rowsOfTable(file, await textOf(file, io), options, io));
    const rows = mergeOutages((await Promise.all(read)).flat());
    return { total: rows.length, rows: numbered(rows) };
  },
};

const NEEDED = ['monitor', 'state', 'at'];
export const COLUMNS = [...NEEDED, 'end', 'title', 'url'];

function rowsOfTable(file: string, text: string, options: HistoryOptions, io: HistoryIo): Unread[] {
  const [head, ...records] = csvRecords(text, options.delimiter ?? delimiterOf(text));
  if (head !== undefined && 'mistake' in head) throw new InvalidInputError(`${file}:${head.line}: ${head.mistake}`);
  const names = head?.cells ?? [];
  const places = placesOf(file, names, options);
  return records.flatMap((record) =>
    rowsOf(`${file}:${record.line}`, () => {
      if ('mistake' in record) throw new InvalidInputError(record.mistake);
      if (record.cells.length !== names.length) {
        throw new InvalidInputError(`expected ${names.length} cells; got ${record.cells.length}`);
      }
      return signalsOfRecord(record.cells, places, { options, now: io.now() });
    }),
  );
}

// What the first line has most of.
function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf('\n'));
  const [first = ','] = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length);
  return first;
}

/** Which cell holds what, by our names and `label.NAME`. */
function placesOf(file: string, head: readonly string[], { columns }: HistoryOptions): ReadonlyMap<string, number> {
  const names = head.map((name) => name.trim());
  const places = new Map<string, number>();
  for (const name of [...COLUMNS, ...names.filter((it) => it.startsWith('label.')), ...Object.keys(columns)]) {
    const column = columns[name] ?? name;
    const place = names.findIndex((it) => it.toLowerCase() === column.toLowerCase());
    if (place >= 0) places.set(name, place);
    else if (NEEDED.includes(name) || name in columns) {
      throw new InvalidInputError(
        `${file}:1: expected a column "${column}"; got ${names.map((it) => preview(it)).join(', ')}. ` +
          `Say which it is: --column ${name}=NAME`,
      );
    }
  }
  return places;
}

function signalsOfRecord(
  cells: readonly string[],
  places: ReadonlyMap<string, number>,
  { options, now }: { options: HistoryOptions; now: number },
): Signal[] {
  const cell = (name: string) => cells[places.get(name) ?? -1]?.trim() ?? '';
  const moment = { now, zone: options.zone ?? 'UTC' };
  const labels = [...places.keys()]
    .filter((name) => name.startsWith('label.'))
    .map((name) => [name.slice(6), cell(name)]);
  const state = stateNamed(cell('state'), options);
  const at = pastTime('at', cell('at'), moment);
  const said = {
    monitor: cell('monitor'),
    labels: { ...Object.fromEntries(labels), ...options.labels },
    title: cell('title'),
    url: cell('url'),
  };
  if (cell('end') === '') return stateSignal({ ...said, state, at });
  const end = pastTime('end', cell('end'), moment);
  if (state === 'up') throw new InvalidInputError('end: expected none for what is up; got one');
  if (end <= at) throw new InvalidInputError(`end: expected a time after "at"; got ${preview(cell('end'))}`);
  return signalsOf(occurrence({ ...said, state, startedAt: at, endedAt: end }, { receivedAt: now }));
}

const STATES: readonly MonitorState[] = ['up', 'degraded', 'down', 'unknown'];

function stateNamed(word: string, { states }: HistoryOptions): MonitorState {
  const state = states[word.toLowerCase()] ?? STATES.find((it) => it === word.toLowerCase());
  if (state !== undefined) return state;
  throw new InvalidInputError(
    `state: expected one of ${STATES.join(', ')}; got ${preview(word)}. Say what it means: --state ${preview(word)}=down`,
  );
}
