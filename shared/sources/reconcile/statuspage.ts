import type { Standing } from '../../domain/standing.ts';
import type { JsonObject } from '../reading/json-object.ts';
import { identity } from '../reading/state.ts';
import { readMessage } from '../statuspage.ts';
import { jsonObject, objectsOf, type Poll, type PollContext, type Poller } from './poll.ts';
import { standingOf } from './standing.ts';

/**
 * What a status page shows: its components, and the incidents that are not resolved. Of those of ours that are not among
 * them, the list of the latest incidents tells when they were resolved. https://metastatuspage.com/api
 */
export const statuspagePoller: Poller = { api: 'unknown', poll };

function* poll({ open, now }: PollContext): Poll {
  const { page, ...summary } = jsonObject(yield { path: '/api/v2/summary.json' }, 'summary');
  const components = objectsOf(summary.components, 'components');
  const incidents = objectsOf(summary.incidents, 'incidents');
  const read = (message: JsonObject) => standingOf(readMessage({ page, ...message }, { receivedAt: now })) ?? [];
  const shown = [
    ...components.map((component) => ({ component, component_update: updateOf(component) })),
    ...incidents.map((incident) => ({ incident })),
  ].flatMap(read);
  const there = new Set(incidents.map(streamOf));
  const gone = [...open].filter((stream) => stream.startsWith(INCIDENT) && !there.has(stream));
  if (gone.length === 0) return shown;
  const latest = jsonObject(yield { path: '/api/v2/incidents.json' }, 'incidents');
  const known = objectsOf(latest.incidents, 'incidents').filter((incident) => gone.includes(streamOf(incident)));
  const named = new Set(known.map(streamOf));
  const unnamed = gone.filter((stream) => !named.has(stream));
  return [
    ...shown,
    ...known.flatMap((incident) => read({ incident })),
    ...unnamed.map((monitor): Standing => ({ monitor, state: 'up' })),
  ];
}

const INCIDENT = 'incident:';

function streamOf({ id }: JsonObject): string {
  return `${INCIDENT}${identity(id) ?? ''}`;
}

function updateOf({ id, status, updated_at }: JsonObject): JsonObject {
  return { component_id: id, new_status: status, created_at: updated_at };
}
