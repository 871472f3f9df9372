import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, objectAt } from './json-object.ts';
import { joinedLabels, plainTexts } from './labels.ts';
import { type Incident, stillOpen, turn } from './life-cycle.ts';
import { meanings } from './meanings.ts';
import { noted } from './noted.ts';
import type { Receipt } from './state.ts';

/**
 * Outgoing webhooks of Grafana OnCall and Grafana IRM: https://grafana.com/docs/oncall/latest/configure/integrations/outgoing-webhooks/
 *
 * The stream is the group of alerts. Beside it lies the alert that opened it, as it was then: what it says of itself is old.
 */
export function isOnCall(message: unknown): message is JsonObject {
  return isObject(message) && isObject(message.event) && isObject(message.alert_group);
}

const phaseAfter = meanings({
  opened: ['alert group created', 'firing'],
  acknowledged: ['acknowledge'],
  restored: ['resolve'],
  reopened: ['unresolve'],
});
// Of an event that says no more than that there is another.
const phaseIn = meanings({
  opened: ['new', 'firing'],
  acknowledged: ['acknowledged'],
  restored: ['resolved'],
});

export function readOnCall(message: JsonObject, receipt: Receipt): Parsed {
  const { type, time: at } = objectAt(message, 'event');
  const about = incidentOf(message);
  const phase =
    phaseAfter(type) ?? (type === 'status change' ? phaseIn(objectAt(message, 'alert_group').state) : undefined);
  if (phase !== undefined) return turn(phase, at, about, receipt);
  if (type === 'unacknowledge') return stillOpen(at, about, receipt);
  return noted(`event.type: ${preview(type)} says nothing of a state`, { stream: about.id, at }, receipt);
}

function incidentOf(message: JsonObject): Incident {
  const group = objectAt(message, 'alert_group');
  const payload = objectAt(message, 'alert_payload');
  const { name: integration, team } = objectAt(message, 'integration');
  return {
    id: group.id ?? message.alert_group_id,
    startedAt: group.created_at,
    title: group.title,
    url: objectAt(group, 'permalinks').web,
    labels: joinedLabels(
      plainTexts({ integration, team }),
      objectAt(payload, 'commonLabels'),
      objectAt(payload, 'labels'),
      objectAt(group, 'labels'),
    ),
  };
}
