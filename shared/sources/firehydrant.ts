import { ACKNOWLEDGEMENT, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, listAt, objectAt } from './reading/json-object.ts';
import { type Incident, milestone, stillOpen, turn, withoutPriority } from './reading/life-cycle.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { refused, together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { eachLabel, nameOf, tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * FireHydrant: https://docs.firehydrant.com/docs/webhooks
 *
 * Every change of an incident is sent as the whole incident, without a time of its own: when its current milestone was
 * reached stands among its milestones. The stream is the incident: down from its start to its mitigation.
 */
export const firehydrant: SourceType = {
  name: 'firehydrant',
  silenceMeans: 'up',
  parse: eachEvent('a webhook with data', readBody),
};

const phaseOf = meanings({
  opened: ['started', 'detected'],
  acknowledged: ['acknowledged'],
  restored: ['mitigated'],
  closed: [
    'resolved',
    'postmortem_started',
    'postmortem_completed',
    'retrospective_started',
    'retrospective_completed',
    'closed',
  ],
  cancelled: ['cancelled', 'canceled'],
});

function readBody(body: JsonObject, receipt: Receipt): Parsed {
  const data = objectAt(body, 'data');
  const event = objectAt(body, 'event');
  const { incident } = data;
  if (isObject(incident)) return readIncident(incident, event.operation === 'CREATED', receipt);
  const type = nameOf(event.resource_type) ?? nameOf(event.type);
  if (type === undefined) return refused('unreadable', `data.incident: expected an incident; got ${preview(incident)}`);
  const [other] = Object.values(data).filter(isObject);
  const subject = { stream: other?.id ?? data.id, at: other?.updated_at ?? other?.created_at };
  return noted(`a change of ${preview(type)} says nothing of a state`, subject, receipt);
}

function readIncident(incident: JsonObject, isNew: boolean, receipt: Receipt): Parsed {
  const about = incidentOf(incident);
  if (about.priority === 'GAMEDAY') return refused('test', 'data.incident.severity: "GAMEDAY", an exercise');
  const { discarded_at } = incident;
  if (discarded_at) return turn('cancelled', discarded_at, about, receipt);
  const current = nameOf(incident.current_milestone)?.toLowerCase() ?? 'started';
  const phase = phaseOf(current);
  const reached = milestonesOf(incident);
  if (phase === undefined) {
    // Investigating, identified and what else a team has between the start and the mitigation.
    const at = reached.get(current);
    const remark = noted(`milestone ${preview(current)} says nothing of a state`, { stream: about.id, at }, receipt);
    return reached.has('mitigated') ? remark : together([stillOpen(about.startedAt, about, receipt), remark]);
  }
  const at = reached.get(current);
  if (phase === 'closed') {
    const restoredAt = reached.get('mitigated') ?? reached.get('resolved') ?? at;
    return together([turn('restored', restoredAt, about, receipt), milestone('closed', at, about, receipt)]);
  }
  if (phase !== 'opened') return turn(phase, at, about, receipt);
  if (isNew) return turn('opened', about.startedAt, about, receipt);
  const opened = turn('opened', about.startedAt, withoutPriority(about), receipt);
  return together([opened, turn('updated', incident.updated_at, about, receipt)]);
}

function milestonesOf(incident: JsonObject): ReadonlyMap<string, unknown> {
  const milestones = [...listAt(incident, 'milestones'), ...listAt(incident, 'lifecycle_measurements')].filter(
    isObject,
  );
  return new Map(milestones.map((each) => [nameOf(each.type ?? each.slug)?.toLowerCase() ?? '', each.occurred_at]));
}

function incidentOf(incident: JsonObject): Incident {
  const { id, name, created_at, started_at, severity, priority, incident_url, labels } = incident;
  const reached = milestonesOf(incident);
  const kinds = ['service', 'environment', 'team'].map((kind) => eachLabel(kind, listAt(incident, `${kind}s`)));
  return {
    id,
    startedAt: reached.get('started') ?? started_at ?? created_at,
    priority: isObject(severity) ? nameOf(severity.slug ?? severity) : (nameOf(severity) ?? nameOf(priority)),
    title: name,
    url: incident_url,
    labels: Object.assign(
      {},
      tagLabels(labels),
      tagLabels(incident.tag_list),
      ...kinds,
      eachLabel('functionality', listAt(incident, 'functionalities')),
    ),
  };
}

export const guide: SourceGuide = {
  title: 'FireHydrant',
  reads: 'Webhooks of incidents; other resources are kept and understood to say nothing of a state.',
  documentation: 'https://docs.firehydrant.com/docs/webhooks',
  setUp: `
Settings → Webhooks → Add webhook: URL \`{{url}}\`, secret \`{{secret}}\`, event subscriptions *Incidents* and *Incidents (Private)*.`,
  credentials: 'The signature: `auth: { type: hmac, header: fh-signature, secret: attain/firehydrant }`.',
  fields: [
    { part: 'stream', from: '`data.incident.id`' },
    { part: 'start', from: 'when the milestone `started` was reached, else `started_at`, else `created_at`' },
    { part: 'end', from: 'when the milestone `mitigated` was reached, else `resolved`' },
    { part: 'service', from: '`service`, `environment`, `functionality`, `team`, each tag and label' },
    { part: 'title', from: '`data.incident.name`' },
    { part: 'incident', from: 'opened, acknowledged, restored, closed, cancelled' },
    { part: 'priority', from: '`data.incident.severity`' },
  ],
  states: [
    { says: '`current_milestone` started, detected, investigating, identified', becomes: 'down since its start' },
    { says: 'acknowledged', becomes: ACKNOWLEDGEMENT },
    { says: 'mitigated', becomes: 'up, and down since its start' },
    { says: 'resolved, and all after it', becomes: 'up since its mitigation' },
    { says: '`discarded_at`', becomes: 'up; the incident is cancelled' },
    { says: 'severity GAMEDAY', becomes: TEST },
  ],
  resolution: 'As exact as people are: milestones are reached when somebody says so, and can be edited.',
  blindSpots: [
    { what: 'An incident that is opened again has no milestone for it', remedy: 'a correction takes the stretch in' },
    { what: 'Services that are added later', remedy: 'the next webhook names them, and the end names its start' },
  ],
};
