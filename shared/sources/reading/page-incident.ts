import type { MonitorState } from '../../domain/signal.ts';
import type { Parsed } from '../source.ts';
import { firstTime, timeOf } from './event-time.ts';
import { keyword } from './fields.ts';
import { impactState } from './impact.ts';
import { isObject, type JsonObject, listAt, objectsAt } from './json-object.ts';
import { stillOpen, turn } from './life-cycle.ts';
import { maintenance } from './maintenance.ts';
import { noted, underMaintenance } from './noted.ts';
import { refused, together } from './parsed.ts';
import { identity, type Receipt, state } from './state.ts';

/**
 * An incident or scheduled maintenance as a status page tells it: the whole of it again at every update, with the impact
 * that it has now.
 */
export function readPageIncident(incident: JsonObject, page: JsonObject, receipt: Receipt): Parsed {
  const id = identity(incident.id);
  if (id === undefined) return refused('invalid', 'incident.id: expected the id of an incident; got none');
  const told = { incident, id: `incident:${id}`, page, updates: objectsAt(incident, 'incident_updates') };
  return isMaintenance(incident) ? readMaintenance(told, receipt) : readTrouble(told, receipt);
}

interface Told {
  readonly incident: JsonObject;
  /** Of the stream, the incident and the maintenance. */
  readonly id: string;
  /** Labels of the page. */
  readonly page: JsonObject;
  readonly updates: readonly JsonObject[];
}

const OVER = /^(resolved|postmortem|completed|cancell?ed)$/;

function isMaintenance({ impact, status, scheduled_for }: JsonObject): boolean {
  if (keyword(impact) === 'maintenance' || typeof scheduled_for === 'string') return true;
  return /^(scheduled|inprogress|verifying|completed)$/.test(keyword(status));
}

function readTrouble({ incident, id, page, updates }: Told, receipt: Receipt): Parsed {
  const { impact, name: title, created_at, shortlink, url, resolved_at, updated_at } = incident;
  const startedAt = firstTime([incident.started_at, created_at], receipt);
  const latest = latestOf(updates, receipt) ?? updated_at;
  // When its impact changed on the way, the one that it has now did not begin with it.
  const changed = hasChanged(updates, receipt);
  const said = { labels: { ...page, ...namesOf(incident, updates) }, title, url: shortlink ?? url };
  const isOver = OVER.test(keyword(incident.status));
  const now = { startedAt, latest: isOver ? (firstTime([resolved_at], receipt) ?? latest) : latest, changed };
  const trouble = impactState(impact) ?? 'down';
  if (trouble === 'up') return withoutImpact({ isOver, ...now }, { monitor: id, ...said }, receipt);
  const about = {
    id,
    ...(!(isOver && changed) && { startedAt }),
    openedAt: startedAt,
    trouble,
    priority: impact,
    ...said,
  };
  if (isOver) return turn('restored', now.latest, about, receipt);
  if (updates.length <= 1) return turn('opened', startedAt, about, receipt);
  const since = changed ? latest : startedAt;
  return together([stillOpen(since, about, receipt), turn('updated', latest, about, receipt)]);
}

interface When {
  readonly isOver: boolean;
  readonly startedAt: unknown;
  readonly latest: unknown;
  readonly changed: boolean;
}

/** An incident that says it has no impact: what it had before is over. */
function withoutImpact(when: When, said: { readonly monitor: string }, receipt: Receipt): Parsed {
  if (when.isOver || when.changed) return state({ ...said, state: 'up', at: when.latest }, receipt);
  return noted('impact: none, of an open incident', { stream: said.monitor, at: when.startedAt }, receipt);
}

function readMaintenance({ incident, id, page, updates }: Told, receipt: Receipt): Parsed {
  const { scheduled_for: start, scheduled_until: end, created_at, resolved_at, name: title } = incident;
  const scheduled = updates.filter(({ status }) => keyword(status) === 'scheduled');
  // The same words again are the same announcement; other words announce it anew.
  const announcedAt = scheduled.length > 1 ? latestOf(scheduled, receipt) : firstTime([created_at], receipt);
  const over = OVER.test(keyword(incident.status))
    ? firstTime([resolved_at, latestOf(updates, receipt)], receipt)
    : undefined;
  const until = timeOf(end, receipt.zone ?? 'UTC');
  if (timeOf(start, receipt.zone ?? 'UTC') === undefined || until === undefined) {
    const hasBegun = /^(inprogress|verifying)$/.test(keyword(incident.status));
    const remark = hasBegun ? underMaintenance : noted;
    return remark('maintenance without a schedule', { stream: id, at: created_at }, receipt);
  }
  const words = {
    maintenance: id,
    start,
    end,
    announcedAt,
    title,
    ...(over !== undefined && over < until && { cancelledAt: over }),
  };
  const all = { ...page, ...namesOf(incident, updates) };
  const components = componentsOf(incident, updates);
  if (components.length === 0) return maintenance({ ...words, labels: all }, receipt);
  return together(
    components.map(({ name, id: component, code = component }) =>
      maintenance({ ...words, labels: { ...all, component: name, 'component id': code } }, receipt),
    ),
  );
}

/** Those that it names now or named in any of its updates, each once. */
function componentsOf(incident: JsonObject, updates: readonly JsonObject[]): JsonObject[] {
  const all = [incident, ...updates].flatMap((it) => [
    ...listAt(it, 'components'),
    ...listAt(it, 'affected_components'),
  ]);
  return [...new Map(all.filter(isObject).map((it) => [identity(it.name), it])).values()];
}

// Each under its own name: how many there are may grow from update to update.
function namesOf(incident: JsonObject, updates: readonly JsonObject[]): JsonObject {
  const names = componentsOf(incident, updates).flatMap(({ name }) => identity(name) ?? []);
  return Object.fromEntries(names.map((name) => [`component ${name}`, 'true']));
}

/** Whether its updates show that the impact was another before: several kinds of trouble, or none at first. */
function hasChanged(updates: readonly JsonObject[], receipt: Receipt): boolean {
  const [earliest] = updates.toSorted((a, b) => (latestOf([a], receipt) ?? 0) - (latestOf([b], receipt) ?? 0));
  const told = new Set(updates.flatMap(troubleIn));
  if (earliest === undefined || told.size === 0) return false;
  return told.size > 1 || (listAt(earliest, 'affected_components').length > 0 && troubleIn(earliest).length === 0);
}

function troubleIn(update: JsonObject): MonitorState[] {
  const states = listAt(update, 'affected_components').flatMap(
    (it) => (isObject(it) && impactState(it.new_status)) || [],
  );
  return states.filter((it) => it !== 'up');
}

function latestOf(updates: readonly JsonObject[], receipt: Receipt): number | undefined {
  const times = updates.flatMap(({ display_at, created_at }) => firstTime([display_at, created_at], receipt) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
