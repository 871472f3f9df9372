import type { Standing } from '../../domain/standing.ts';
import { readAlert } from '../reading/alert.ts';
import { timeOf } from '../reading/event-time.ts';
import { type JsonObject, objectAt, objectsAt } from '../reading/json-object.ts';
import { preview } from '../signals/signal-json.ts';
import { jsonObject, objectsOf, type Poll, type PollContext, PollError, type Poller, parsedJson } from './poll.ts';
import { standingOf } from './standing.ts';

/**
 * The alerts that Alertmanager has now: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 *
 * It has silenced and inhibited alerts too, of which it sends nothing: they close no stream, and open none. An alert that
 * is not there is over; when, it does not tell.
 */
export const alertmanagerPoller: Poller = { api: 'unknown', poll };

function* poll(context: PollContext): Poll {
  const alerts = objectsOf(parsedJson(yield { path: '/api/v2/alerts' }, 'alerts'), 'alerts');
  // Asked after the alerts: a restart in between shows.
  const startedAt = startOf(jsonObject(yield { path: '/api/v2/status' }, 'status'));
  const read = alerts.map((alert, index) => ({
    alert,
    parsed: readAlert(alert, { place: `alerts[${index}]`, receivedAt: context.now, feed: context.feed }),
  }));
  const shows = read.some(({ parsed }) => parsed.signals.some(({ kind }) => kind === 'heartbeat'));
  const named = read.flatMap(({ alert, parsed }) => {
    const standing = standingOf(parsed);
    return standing === undefined ? [] : [{ alert, standing }];
  });
  const told = named.map(({ alert, standing }): Standing => {
    return standing.state === 'up' || isSent(alert, context) ? standing : { ...standing, isMuted: true };
  });
  const isBlind = context.now - startedAt < SETTLED_MS || (context.heartbeat && !shows);
  return [...told, ...(isBlind ? [] : missing(named, context))];
}

/**
 * It keeps its alerts in memory, so that after a restart it has none until Prometheus sends them again: every minute, or
 * at the next evaluation of their group where that is later.
 */
const SETTLED_MS = 15 * 60_000;

function startOf(status: JsonObject): number {
  const at = timeOf(status.uptime, 'UTC');
  if (at === undefined) throw new PollError('status.uptime: expected a time', { got: preview(status.uptime) });
  return at;
}

function isSent(alert: JsonObject, { receiver }: PollContext): boolean {
  const { state, mutedBy } = objectAt(alert, 'status');
  const isMuted = Array.isArray(mutedBy) && mutedBy.length > 0;
  const receivers = objectsAt(alert, 'receivers');
  return state === 'active' && !isMuted && (receiver === undefined || receivers.some(({ name }) => name === receiver));
}

const FINGERPRINT = /^[0-9a-f]{16}$/;

function missing(named: readonly { readonly standing: Standing }[], { open }: PollContext): readonly Standing[] {
  const there = new Set(named.map(({ standing }) => standing.monitor));
  const over = [...open].filter((stream) => FINGERPRINT.test(stream) && !there.has(stream));
  return over.map((monitor) => ({ monitor, state: 'up' }));
}
