import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import { isObject, type JsonObject } from '../../shared/sources/reading/json-object.ts';
import { identity } from '../../shared/sources/reading/state.ts';
import { tagLabels } from '../../shared/sources/reading/tags.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import { Changes } from './changes.ts';
import type { HistoryFormat, HistoryIo, HistoryOptions } from './history.ts';
import { jsonOf, numbered, pastTime, rowsOf, stateSignal, type Unread } from './rows.ts';

/**
 * Uptime Kuma: beats as its database holds them (`sqlite3 -json kuma.db 'select * from heartbeat'`), as its status pages
 * give them (`/api/status-page/heartbeat/<slug>`), and its backup, which names the monitors and their tags.
 */
export const uptimeKuma: HistoryFormat = {
  name: 'uptime-kuma',
  takes: ['label', 'service', 'zone', 'step'],
  open: async (files, options, io) => {
    const read = await Promise.all(files.map(async (file) => ({ file, json: await jsonOf(file, io) })));
    const monitors = new Map(read.flatMap(({ json }) => monitorsIn(json)));
    const beats = read.flatMap(({ file, json }) => beatsIn(json, file));
    if (beats.length === 0) {
      throw new InvalidInputError(
        `expected beats (a list of them, or heartbeatList) in ${files.join(', ')}; got none: a backup holds settings only`,
      );
    }
    const rows = [...Map.groupBy(beats, ({ monitor }) => monitor)].flatMap(([monitor, own]) =>
      rowsOfMonitor(monitor, own, { options, io, labels: monitors.get(monitor) ?? {} }),
    );
    return { total: rows.length, rows: numbered(rows) };
  },
};

interface Beat {
  readonly place: string;
  readonly monitor: string;
  readonly status: unknown;
  readonly time: unknown;
}

function beatsIn(json: unknown, file: string): Beat[] {
  if (Array.isArray(json)) return json.flatMap((beat, index) => beatOf(beat, `${file}: [${index}]`) ?? []);
  const lists = isObject(json) && isObject(json.heartbeatList) ? json.heartbeatList : {};
  return Object.entries(lists).flatMap(([id, list]) =>
    (Array.isArray(list) ? list : []).flatMap((beat: unknown, index) => {
      const place = `${file}: heartbeatList.${id}[${index}]`;
      return beatOf(isObject(beat) ? { monitor_id: id, ...beat } : beat, place);
    }),
  );
}

function beatOf(beat: unknown, place: string): Beat {
  const { monitor_id, monitorID, monitor, status, time } = isObject(beat) ? beat : {};
  return { place, monitor: identity(monitor_id ?? monitorID ?? monitor) ?? '', status, time };
}

interface Context {
  readonly options: HistoryOptions;
  readonly io: HistoryIo;
  readonly labels: Readonly<Record<string, unknown>>;
}

function rowsOfMonitor(monitor: string, beats: readonly Beat[], { options, io, labels }: Context): Unread[] {
  const changes = new Changes(options.stepMs);
  // Its times have no offset and are UTC.
  const moment = { now: io.now(), zone: options.zone ?? 'UTC' };
  const inOrder = beats.toSorted((a, b) => String(a.time).localeCompare(String(b.time)));
  return inOrder.flatMap(({ place, status, time }) =>
    rowsOf(place, () => {
      const at = pastTime('time', time, moment);
      const state = stateOf(status, monitor);
      if (state === 'pending') return [];
      return changes
        .next(at, state)
        .flatMap((change) => stateSignal({ monitor, ...change, labels: { ...labels, ...options.labels } }));
    }),
  );
}

const STATES: readonly (MonitorState | 'pending')[] = ['down', 'up', 'pending', 'unknown'];

// Pending: a check failed and is tried again; until that is decided it is what it was. 3 is maintenance: not watched.
function stateOf(status: unknown, monitor: string): MonitorState | 'pending' {
  if (monitor === '') throw new InvalidInputError('monitor_id: expected the id of a monitor; got none');
  const state = STATES[Number(status)];
  if (state !== undefined && status !== null && status !== '') return state;
  throw new InvalidInputError(
    `status: expected 0 (down), 1 (up), 2 (pending) or 3 (maintenance); got ${preview(status)}`,
  );
}

/** Names and tags of the monitors in a backup, as labels. */
function monitorsIn(json: unknown): [string, Readonly<Record<string, unknown>>][] {
  const list = isObject(json) ? json.monitorList : undefined;
  const monitors = Array.isArray(list) ? list : isObject(list) ? Object.values(list) : [];
  return monitors.filter(isObject).flatMap((monitor): [string, Readonly<Record<string, unknown>>][] => {
    const id = identity(monitor.id);
    return id === undefined ? [] : [[id, labelsOf(monitor)]];
  });
}

// As the webhooks of this sender are labelled, so that history and what comes live find the same service.
function labelsOf({ id, name, url, type, tags }: JsonObject): Readonly<Record<string, unknown>> {
  return { ...tagLabels(tags), id, name, type, url: url === 'https://' ? undefined : url };
}
