import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { isObject, type JsonObject, listAt, objectAt } from './json-object.ts';
import { type Incident, stillOpen, turn } from './life-cycle.ts';
import { meanings } from './meanings.ts';
import { noted } from './noted.ts';
import type { Receipt } from './state.ts';
import { eachLabel, nameOf } from './tags.ts';

/** A word of PagerDuty about an incident, whichever version of webhook says it. */
export interface Word {
  /** As in v3 `incident.triggered`, or as before `incident.trigger`. */
  readonly type: string;
  readonly at: unknown;
  /** As PagerDuty's API describes it, or a reference to one. */
  readonly incident: JsonObject;
}

// v3 says what was done, the versions before what to do.
const phaseAfter = meanings({
  opened: ['incident.triggered', 'incident.trigger'],
  acknowledged: ['incident.acknowledged', 'incident.acknowledge'],
  restored: ['incident.resolved', 'incident.resolve'],
  reopened: ['incident.reopened', 'incident.reopen'],
});

/** Whether it was resolved by merging it into another one, where it goes on: once told by a word, since v3 by an object. */
export function isMerged({ resolve_reason: reason }: JsonObject): boolean {
  return reason === 'merged' || (isObject(reason) && reason.type === 'merge_resolve_reason');
}

/** The turn that a word stands for; any other says nothing of a state. */
export function readWord({ type, at, incident }: Word, receipt: Receipt): Parsed {
  const about = incidentOf(incident);
  const phase = phaseAfter(type);
  if (phase === 'restored' && isMerged(incident)) return turn('cancelled', at, about, receipt);
  if (phase !== undefined) return turn(phase, at, about, receipt);
  if (/^incident\.unacknowledged?$/.test(type)) return stillOpen(at, about, receipt);
  return noted(`${preview(type)} says nothing of a state`, { stream: incident.id, at }, receipt);
}

/** An incident as PagerDuty's API describes it, or a reference to one. */
export function incidentOf(incident: JsonObject): Incident {
  const { id, reopened_at, created_at, created_on, title, summary, html_url, urgency, incident_key } = incident;
  const service = objectAt(incident, 'service');
  const policy = nameOf(incident.escalation_policy);
  const trigger = objectAt(incident, 'trigger_summary_data');
  return {
    id,
    startedAt: reopened_at ?? created_at ?? created_on,
    openedAt: created_at ?? created_on,
    priority: nameOf(incident.priority),
    title: title ?? trigger.subject ?? trigger.description ?? summary,
    url: html_url,
    labels: {
      ...eachLabel('team', listAt(incident, 'teams')),
      service: nameOf(service),
      'service id': service.id,
      'escalation policy': policy,
      'incident type': nameOf(incident.incident_type),
      'incident key': incident_key,
      urgency,
    },
  };
}
