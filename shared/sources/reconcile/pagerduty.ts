import type { Standing } from '../../domain/standing.ts';
import { type JsonObject, objectAt } from '../reading/json-object.ts';
import { turn } from '../reading/life-cycle.ts';
import { incidentOf, isMerged } from '../reading/pagerduty-incident.ts';
import { identity } from '../reading/state.ts';
import { jsonObject, objectsOf, type Poll, type PollContext, PollError, type Poller } from './poll.ts';
import { standingOf } from './standing.ts';

/**
 * The incidents of PagerDuty that are triggered or acknowledged: https://developer.pagerduty.com/api-reference, List
 * incidents. Those of ours that are not among them are asked for by themselves: they tell when they were resolved.
 */
export const pagerdutyPoller: Poller = { api: 'https://api.pagerduty.com', poll };

const LIMIT = 100;
const MOST_PAGES = 20;
const MOST_ASKED = 25;

function* poll({ open, now }: PollContext): Poll {
  const incidents = yield* openIncidents();
  const there = new Set(incidents.map(({ id }) => identity(id)));
  const standings = incidents.map((incident) => opened(incident, now));
  const gone = [...open].filter((stream) => /^[A-Z0-9]+$/.test(stream) && !there.has(stream));
  for (const id of gone.slice(0, MOST_ASKED)) {
    const body = yield { path: `/incidents/${id}`, mayBeMissing: true };
    if (body !== undefined) standings.push(resolved(objectAt(jsonObject(body, id), 'incident'), now));
  }
  return standings.filter((it) => it !== undefined);
}

/**
 * All pages. Each page begins with the last incident of the page before: when it does not, incidents left the list meanwhile
 * and others moved up unseen.
 */
function* openIncidents(): Generator<{ path: string }, JsonObject[], string | undefined> {
  const found: JsonObject[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const path = `${OPEN}&limit=${LIMIT}&offset=${page * (LIMIT - 1)}`;
    const body = jsonObject(yield { path }, 'incidents');
    const incidents = objectsOf(body.incidents, 'incidents');
    const last = found.pop();
    if (last !== undefined && identity(incidents[0]?.id) !== identity(last.id)) {
      throw new PollError('incidents: expected pages that join', {
        got: 'others: some were resolved while they were read',
      });
    }
    found.push(...incidents);
    if (body.more !== true) return found;
  }
  throw new PollError(`incidents: expected at most ${MOST_PAGES * (LIMIT - 1)} open ones`, { got: 'more' });
}

const OPEN = '/incidents?statuses%5B%5D=triggered&statuses%5B%5D=acknowledged&date_range=all&sort_by=created_at%3Aasc';

function opened(incident: JsonObject, receivedAt: number): Standing | undefined {
  const about = incidentOf(incident);
  return standingOf(turn('opened', about.startedAt, about, { receivedAt }));
}

function resolved(incident: JsonObject, receivedAt: number): Standing | undefined {
  if (incident.status !== 'resolved') return undefined;
  const at = incident.resolved_at ?? incident.last_status_change_at;
  return standingOf(turn(isMerged(incident) ? 'cancelled' : 'restored', at, incidentOf(incident), { receivedAt }));
}
