import type { Labels } from '../domain/signal.ts';
import { firstOf } from './reading/fields.ts';
import { idInAddress } from './reading/id-in-address.ts';
import { isObject, type JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import type { Incident } from './reading/life-cycle.ts';
import { spokenIn } from './reading/spoken.ts';
import { identity } from './reading/state.ts';
import { eachLabel, nameOf, tagLabels } from './reading/tags.ts';

const CREATED = timesNamed('created', 'activated', 'opened', 'started');
export const ACKNOWLEDGED = [...timesNamed('acknowledged'), 'acknowledgetime'];
export const CLOSED = timesNamed('closed', 'ended');
// The old channel has one time alone: when that happened which it notifies of.
export const UPDATED = [
  ...timesNamed('updated'),
  'timestamp',
  'eventtimestamp',
  'time',
  'lastreceived',
  'timestamputcstring',
];

/** The variables that tell a time: `createdAt`, `issueCreatedAt`, and with `Utc` behind either as a text. */
function timesNamed(...words: readonly string[]): readonly string[] {
  const names = words.flatMap((word) => [`${word}at`, `issue${word}at`]);
  return [...names, ...names.map((name) => `${name}utc`)];
}

export function issueOf(fields: JsonObject): Incident {
  const title = firstOf(fields, 'title', 'issuetitle', 'annotationstitle', 'name');
  const url = firstOf(fields, 'issueurl', 'issuepageurl', 'incidenturl', 'url');
  return {
    id: idIn(fields) ?? idInAddress(url, 'issues', 'incidents') ?? spokenIn(fields, [ISSUE_LINK])?.[1],
    startedAt: firstOf(fields, ...CREATED),
    priority: nameOf(firstOf(fields, 'priority', 'issuepriority', 'severity')),
    title: Array.isArray(title) ? title[0] : (title ?? nameOf(fields.conditionname) ?? fields.details),
    url,
    labels: labelsOf(fields),
  };
}

/** What stands for no incident in New Relic's own template is none. */
function idIn(fields: JsonObject): string | undefined {
  const ids = ['issueid', 'incidentid', 'id'].map((name) => identity(fields[name]));
  return ids.find((id) => id !== undefined && id !== '-1');
}

/** In a message for people its link alone may tell the issue. */
const ISSUE_LINK = /\/issues\/([\w-]*\d[\w-]*)/;

const KINDS = [
  ['policy', ['alertpolicynames', 'policyname', 'policynames', 'policies']],
  ['condition', ['alertconditionnames', 'conditionname', 'conditionnames', 'conditions']],
  ['entity', ['impactedentities', 'entitiesdatanames', 'entitynames', 'entities', 'entityname', 'targets']],
  ['product', ['conditionproduct', 'conditionproducts', 'product']],
] as const;

function labelsOf(fields: JsonObject): Labels {
  const ofTargets = listOf(fields.targets)
    .filter(isObject)
    .map(({ labels }) => tagLabels(labels));
  return joinedLabels(
    ...ofTargets,
    tagLabels(firstOf(fields, 'tags', 'accumulationstag')),
    tagLabels(fields.labels),
    ...KINDS.map(([kind, names]) => eachLabel(kind, listOf(firstOf(fields, ...names)))),
    {
      workflow: nameOf(fields.workflowname),
      account: nameOf(firstOf(fields, 'accountname', 'nraccountname')),
    },
    {
      'account id': firstOf(fields, 'accountid', 'nraccountid'),
      service: nameOf(firstOf(fields, 'service', 'servicename')),
    },
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
