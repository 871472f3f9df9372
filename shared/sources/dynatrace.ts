import type { Labels } from '../domain/signal.ts';
import { SEND_MAINTENANCE, type SourceGuide, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import { isObject, type JsonObject, objectAt, objectsAt, unpacked } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { about } from './reading/noted.ts';
import { objectWith } from './reading/object-with.ts';
import { refused } from './reading/parsed.ts';
import { spokenIn } from './reading/spoken.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { eachLabel, tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Dynatrace problem notifications, whose body is the user's:
 * https://docs.dynatrace.com/docs/analyze-explore-automate/notifications-and-alerting/problem-notifications/webhook-integration
 *
 * The monitor is the problem (`{PID}`). Only `{ProblemDetailsJSON}` tells times.
 */
export const dynatrace: SourceType = {
  name: 'dynatrace',
  silenceMeans: 'up',
  // An event of Keptn and the form that PagerDuty takes have it further in.
  parse: eachEvent('a problem', (body, receipt) => readProblem(objectWith(body, STATES, IDS) ?? body, receipt)),
};

const STATES = ['state', 'problemstate', 'eventstatus'];
const IDS = ['pid', 'problemid', 'eventid'];

/** As it words its mails and what it writes to chats: `OPEN Problem P-7: Checkout`, and in `{ProblemDetailsText}` without an entity. */
const MESSAGE =
  /\b(?<State>OPEN|RESOLVED|MERGED)(?: [A-Z]{3,20})? Problem (?<ProblemID>(?:P-)?\d{1,20})\b(?:: (?<ImpactedEntity>[^\n*]{1,300}))?/;

function readProblem(problem: JsonObject, receipt: Receipt): Parsed {
  const details = detailsIn(problem);
  const fields = { ...fieldsOf(spokenIn(problem, [MESSAGE])?.groups ?? {}), ...fieldsOf({ ...details, ...problem }) };
  const monitor = firstText(fields, 'pid', 'problemid', 'eventid', 'displayid', 'id');
  const title = firstText(fields, 'problemtitle', 'title', 'eventname', 'displayname', 'impactedentity');
  const startedAt = firstText(fields, 'starttime', 'problemstarttime', 'eventstart', 'eventstarttime');
  if (
    /notification test run/i.test(title ?? '') ||
    firstText(fields, 'problemid') === 'TESTID' ||
    isUnfilled(problem)
  ) {
    return refused('test', 'a test of a problem notification', about({ stream: monitor, at: startedAt }, receipt));
  }
  const says = firstText(fields, 'state', 'problemstate', 'problemstatus', 'status', 'eventstatus');
  const trouble = {
    monitor,
    state: troubleOf(firstText(fields, 'problemseverity', 'severitylevel', 'severity', 'eventcategory')),
    labels: labelsOf(problem, details, fields),
    title,
    url: firstText(fields, 'problemurl', 'url', 'link'),
    startedAt,
  };
  switch (says?.toLowerCase()) {
    case 'open':
    case 'active':
      return occurrence(trouble, receipt);
    case 'resolved':
    case 'closed':
    // The problem goes on under the id of another one, which is open.
    case 'merged':
      return occurrence(
        { ...trouble, endedAt: firstText(fields, 'endtime', 'problemendtime', 'eventend', 'eventendtime') ?? null },
        receipt,
      );
    default:
      return refused('invalid', `State: expected OPEN, RESOLVED or MERGED; got ${preview(says)}`);
  }
}

/** `{ProblemDetailsJSON}`, of version 1 or 2, as JSON or as a text with JSON, under any name. */
function detailsIn(problem: JsonObject): JsonObject {
  const found = Object.values(problem)
    .map(unpacked)
    .find((value) => isObject(value) && 'startTime' in value);
  const details = isObject(found) ? found : {};
  const times = Object.entries(details).filter(([key, value]) => key.endsWith('Time') && value !== -1);
  const { id, problemId, displayId, displayName, title, status, severityLevel } = details;
  const said = { pid: problemId ?? id, displayId: displayId ?? displayName, title, status, severityLevel };
  return {
    ...said,
    ...Object.fromEntries(times),
    entityTags: details.entityTags,
    managementZones: details.managementZones,
  };
}

function isUnfilled(problem: JsonObject): boolean {
  const ids = [problem.PID, problem.ProblemID, problem.State].filter((id) => id !== undefined);
  return ids.length > 0 && ids.every((id) => typeof id === 'string' && /^\{\w+\}$/.test(id));
}

function troubleOf(severity: string | undefined): 'down' | 'degraded' | 'unknown' {
  switch (severity?.toUpperCase()) {
    case 'PERFORMANCE':
    case 'SLOWDOWN':
    case 'RESOURCE_CONTENTION':
      return 'degraded';
    case 'MONITORING_UNAVAILABLE':
      return 'unknown';
    default:
      return 'down';
  }
}

function labelsOf(problem: JsonObject, details: JsonObject, fields: JsonObject): Labels {
  const impacted = unpacked(problem.ImpactedEntities);
  const entities = Array.isArray(impacted) ? impacted.filter(isObject) : [];
  return joinedLabels(
    // `{Tags}`: `service:checkout, [AWS]owner:shop, prod`.
    tagLabels(firstText(fields, 'tags')?.replace(/\[\w+\]/g, '')),
    tagLabels(details.entityTags),
    eachLabel('management zone', objectsAt(details, 'managementZones')),
    eachLabel(
      'entity',
      entities.map(({ name }) => name),
    ),
    eachLabel(
      'entity id',
      entities.map(({ entity, entityId }) => entity ?? objectAt({ entityId }, 'entityId').id),
    ),
    {
      // Of several it says how many.
      impacted_entity: firstText(fields, 'impactedentity')?.replace(/^\d+ impacted.*/, ''),
      impact: firstText(fields, 'problemimpact', 'impactlevel'),
      severity: firstText(fields, 'problemseverity', 'severitylevel', 'eventcategory'),
      problem_id: firstText(fields, 'problemid', 'displayid'),
    },
  );
}

export const guide: SourceGuide = {
  title: 'Dynatrace',
  reads:
    'Problem notifications of a custom integration: the payload below, the default one, the ones for PagerDuty and for Keptn, or another with the same ' +
    'placeholders; ' +
    'also Davis problem records (`event.id`, `event.status`, `event.start`) that a workflow posts, and the subject that Dynatrace ' +
    'proposes for mails.',
  documentation:
    'https://docs.dynatrace.com/docs/analyze-explore-automate/notifications-and-alerting/problem-notifications/webhook-integration',
  setUp: `
Settings → Integration → Problem notifications → Add notification → Custom integration: webhook URL \`{{url}}\`, *Call webhook if
problem is closed*: on, *Call webhook when new events merge into existing problems*: off, an additional HTTP header
\`Authorization\` with the value \`Bearer {{secret}}\`, and the custom payload:

\`\`\`
{
  "State": "{State}",
  "PID": "{PID}",
  "ProblemID": "{ProblemID}",
  "ProblemTitle": "{ProblemTitle}",
  "ProblemSeverity": "{ProblemSeverity}",
  "ProblemImpact": "{ProblemImpact}",
  "ProblemURL": "{ProblemURL}",
  "ImpactedEntity": "{ImpactedEntity}",
  "ImpactedEntities": {ImpactedEntities},
  "Tags": "{Tags}",
  "ProblemDetails": {ProblemDetailsJSON}
}
\`\`\`

Tag what carries a service, such as \`service:checkout\`, and choose an alerting profile without delay.`,
  credentials: '`bearer`, `basic` or `header`, as an additional HTTP header. Dynatrace signs nothing.',
  fields: [
    { part: 'stream', from: '`PID`, else `ProblemID`' },
    { part: 'start', from: '`ProblemDetails.startTime`; the time of receipt in payloads without it' },
    { part: 'end', from: '`ProblemDetails.endTime`; else the time of receipt' },
    { part: 'service', from: 'tags, management zones, impacted entities' },
    { part: 'title', from: '`ProblemTitle`' },
  ],
  states: [
    { says: '`OPEN` of AVAILABILITY, ERROR, CUSTOM_ALERT or no severity', becomes: 'down' },
    { says: '`OPEN` of PERFORMANCE or RESOURCE_CONTENTION', becomes: 'degraded' },
    { says: '`OPEN` of MONITORING_UNAVAILABLE', becomes: 'unknown' },
    { says: '`RESOLVED`', becomes: 'up, and that trouble since its start' },
    { says: '`MERGED`', becomes: 'the same: the problem goes on as another, which is open' },
    { says: '*Send test notification*', becomes: TEST },
  ],
  resolution: `Davis opens a problem some minutes after its first event and dates it back to it; it closes it after the last event
is over, at its end time.`,
  blindSpots: [
    { what: 'The default payload has no time', remedy: 'takes the time of receipt, and marks it' },
    { what: 'Problems in a maintenance window may not be told', remedy: SEND_MAINTENANCE },
  ],
};
