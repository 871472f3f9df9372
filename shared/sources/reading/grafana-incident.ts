import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from './json-object.ts';
import { type Incident, stillOpen, turn } from './life-cycle.ts';
import { about as aboutSubject, noted } from './noted.ts';
import { refused } from './parsed.ts';
import type { Receipt } from './state.ts';
import { tagLabels } from './tags.ts';

/**
 * Outgoing webhooks of the incidents of Grafana IRM, before Grafana Incident:
 * https://grafana.com/docs/grafana-cloud/incident/integrations/configure-outgoing-webhooks
 *
 * The whole incident comes at every event, with the times that people may have moved: those count.
 */
export function isGrafanaIncident(message: unknown): message is JsonObject {
  return isObject(message) && isObject(message.incident) && (textAt(message, 'event') ?? '').startsWith(EVENTS);
}

const EVENTS = 'grafana.incident.';

export function readGrafanaIncident(message: JsonObject, receipt: Receipt): Parsed {
  const { event, time: at } = message;
  const incident = objectAt(message, 'incident');
  const about = incidentOf(incident);
  if (incident.isDrill === true)
    return refused('test', 'incident: a drill', aboutSubject({ stream: about.id, at }, receipt));
  if (textAt(incident, 'status') === 'resolved') {
    return turn('restored', textAt(incident, 'incidentEnd') ?? textAt(incident, 'closedTime') ?? at, about, receipt);
  }
  switch (event) {
    case `${EVENTS}created`:
      return turn('opened', about.startedAt ?? at, about, receipt);
    case `${EVENTS}updated.status`:
      return stillOpen(at, about, receipt);
    case `${EVENTS}updated.severity`:
      return turn('updated', at, about, receipt);
    default:
      return noted(`event: ${preview(event)} says nothing of a state`, { stream: about.id, at }, receipt);
  }
}

function incidentOf(incident: JsonObject): Incident {
  const { incidentID: id, title, severity, overviewURL: url } = incident;
  const labels = listAt(incident, 'labels').filter(isObject);
  return {
    id,
    startedAt: textAt(incident, 'incidentStart') ?? textAt(incident, 'createdTime'),
    priority: severity,
    title,
    url,
    labels: tagLabels(labels.map(({ key, label }) => (key ? [key, label] : label))),
  };
}
