import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, objectAt, objectsAt } from './json-object.ts';
import { turn } from './life-cycle.ts';
import { meanings } from './meanings.ts';
import { refused } from './parsed.ts';
import type { Receipt } from './state.ts';

/**
 * An event as other tools send it to PagerDuty's Events API, version 2 or 1: whatever can be pointed there can be pointed here.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 *
 * The stream is what makes events one alert, `dedup_key` or before `incident_key`.
 */
export function isEvent(body: JsonObject): boolean {
  return 'event_action' in body || ('service_key' in body && 'event_type' in body);
}

const phaseAfter = meanings({ opened: ['trigger'], acknowledged: ['acknowledge'], restored: ['resolve'] });

export function readEvent(body: JsonObject, receipt: Receipt): Parsed {
  const { event_action, event_type, dedup_key, incident_key, description, client, client_url, details } = body;
  const action = event_action ?? event_type;
  const phase = phaseAfter(action);
  if (phase === undefined) {
    return refused('invalid', `event_action: expected trigger, acknowledge or resolve; got ${preview(action)}`);
  }
  const { summary, timestamp, source, component, group, class: kind, severity } = objectAt(body, 'payload');
  const [link] = objectsAt(body, 'links');
  const about = {
    // Without a key PagerDuty makes each event an alert of its own, which none can resolve.
    id: dedup_key ?? incident_key ?? source,
    title: summary ?? description,
    url: client_url ?? link?.href,
    labels: { ...(isObject(details) && details), client, source, component, group, class: kind, severity },
  };
  return turn(phase, timestamp, about, receipt);
}
