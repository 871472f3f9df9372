import { basename } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { isObject, type JsonObject } from '../../shared/sources/reading/json-object.ts';
import { occurrence } from '../../shared/sources/reading/state.ts';
import { preview } from '../../shared/sources/signals/signal-json.ts';
import type { HistoryFormat, HistoryIo, HistoryOptions } from './history.ts';
import { mergeOutages } from './merge-outages.ts';
import {
  jsonOf,
  type Moment,
  numbered,
  pastTime,
  rowsOf,
  signalsOf,
  stateSignal,
  textOf,
  type Unread,
} from './rows.ts';

/**
 * Upptime: `history/<site>.yml`, which tells the first and the last check; the issues of its repository
 * (`gh api --paginate 'repos/OWNER/REPO/issues?state=all&labels=status'`), one for each outage; and the commits of a site's
 * file (`gh api --paginate 'repos/OWNER/REPO/commits?path=history/<site>.yml'`), one for each check that is kept. A site is
 * the name of its file, which its issues have as a label.
 */
export const upptime: HistoryFormat = {
  name: 'upptime',
  takes: ['label', 'service'],
  open: async (files, options, io) => {
    const rows = mergeOutages((await Promise.all(files.map((file) => rowsOfFile(file, options, io)))).flat());
    return { total: rows.length, rows: numbered(rows) };
  },
};

async function rowsOfFile(file: string, options: HistoryOptions, io: HistoryIo): Promise<Unread[]> {
  const moment = { now: io.now(), zone: 'UTC', options };
  if (/\.ya?ml$/.test(file)) {
    const text = await textOf(file, io);
    return rowsOf(file, () => siteSignals(siteOf(file), fieldsOf(text), moment));
  }
  const json = await jsonOf(file, io);
  if (!Array.isArray(json)) {
    throw new InvalidInputError(`${file}: expected a list of issues or commits; got ${preview(json)}`);
  }
  return json.flatMap((entry: unknown, index) => {
    const place = `${file}: [${index}]`;
    return rowsOf(place, () => entrySignals(entry, moment));
  });
}

interface Context extends Moment {
  readonly options: HistoryOptions;
}

function siteOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}

// Its first versions wrote a list with one key each.
function fieldsOf(text: string): JsonObject {
  const yaml: unknown = parseYaml(text, { schema: 'failsafe' });
  if (isObject(yaml)) return yaml;
  if (Array.isArray(yaml)) return Object.assign({}, ...yaml.filter(isObject));
  throw new InvalidInputError(`expected url, status, lastUpdated and startTime; got ${preview(yaml)}`);
}

/** Of a site's file: up from its first check unless it is known better, and what it was at the last. */
function siteSignals(site: string, fields: JsonObject, context: Context): Signal[] {
  const state = stateNamed(fields.status);
  const started = pastTime('startTime', fields.startTime, context);
  const updated = pastTime('lastUpdated', fields.lastUpdated, context);
  const said = described(site, context, { url: fields.url });
  return [
    ...stateSignal({ ...said, state: 'up', at: started }),
    ...(state === 'up' ? [] : stateSignal({ ...said, state, at: updated })),
  ];
}

function entrySignals(entry: unknown, context: Context): Signal[] {
  if (isObject(entry) && isObject(entry.commit)) return commitSignals(entry.commit, context);
  if (isObject(entry) && typeof entry.title === 'string') return issueSignals(entry, context);
  throw new InvalidInputError(`expected an issue (with a title) or a commit; got ${preview(entry)}`);
}

/** Labels that say what an issue is, beside the site. */
const KINDS = ['status', 'maintenance', 'false-alarm'];

function issueSignals(issue: JsonObject, context: Context): Signal[] {
  const labels = (Array.isArray(issue.labels) ? issue.labels : []).map((label: unknown) =>
    isObject(label) ? label.name : label,
  );
  // What people write themselves says nothing of a state; of a false alarm a person has said so.
  if (!labels.includes('status') || labels.includes('maintenance') || labels.includes('false-alarm')) return [];
  const site = labels.find((label) => typeof label === 'string' && !KINDS.includes(label));
  if (typeof site !== 'string') throw new InvalidInputError('labels: expected status and the name of a site');
  const started = pastTime('created_at', issue.created_at, context);
  const ended = issue.closed_at === null || issue.closed_at === undefined;
  return signalsOf(
    occurrence(
      {
        ...described(site, context, { title: issue.title, url: issue.html_url }),
        state: /degraded/.test(String(issue.title)) ? 'degraded' : 'down',
        startedAt: started,
        ...(!ended && { endedAt: pastTime('closed_at', issue.closed_at, context) }),
      },
      { receivedAt: context.now },
    ),
  );
}

/** As `🟥 Checkout is down (503 in 120 ms) [skip ci] [upptime]`; a commit of another kind says nothing. */
const MESSAGE = /^\P{L}*(?<name>.+) (?:is|has) (?<state>up|down|degraded)\b/u;

function commitSignals({ message, author }: JsonObject, context: Context): Signal[] {
  const { name, state } = MESSAGE.exec(String(message))?.groups ?? {};
  if (name === undefined) return [];
  const at = pastTime('author.date', isObject(author) ? author.date : undefined, context);
  return stateSignal({ ...described(slugOf(name), context, { title: name }), state: stateNamed(state), at });
}

/** A site's file is named after it, as `@sindresorhus/slugify` makes of plain names: lower case, dashes between words. */
function slugOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
}

function stateNamed(value: unknown): MonitorState {
  if (value === 'up' || value === 'down' || value === 'degraded') return value;
  throw new InvalidInputError(`status: expected up, down or degraded; got ${preview(value)}`);
}

function described(site: string, { options }: Context, more: { title?: unknown; url?: unknown }) {
  return { monitor: site, labels: { site, ...options.labels }, ...more };
}
