import type { Labels } from '../domain/signal.ts';
import { KEPT, type SourceGuide } from './guide.ts';
import { withAwsMessages } from './reading/aws-message.ts';
import { eventTime } from './reading/event-time.ts';
import { readForeign } from './reading/foreign-message.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { agreedTexts, joinedLabels, numbered } from './reading/labels.ts';
import { maintenance } from './reading/maintenance.ts';
import { noted, underMaintenance } from './reading/noted.ts';
import { withDeliveryId } from './reading/parsed.ts';
import { occurrence, type Receipt } from './reading/state.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * AWS Health, as EventBridge delivers it: https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
 *
 * Word of a supplier: an issue is degraded, never down, as it tells of a service of AWS and not of ours. The monitor is the
 * event's ARN; events of other accounts, which an organization sees, have their account behind it, as the ARN is not theirs alone.
 */
export const awsHealth: SourceType = {
  name: 'aws-health',
  silenceMeans: 'up',
  parse: (delivery, options) =>
    withAwsMessages(delivery, options, (message) =>
      isHealthEvent(message.content)
        ? readHealthEvent(message.content, delivery)
        : readForeign(message, 'an event of AWS Health', delivery),
    ),
};

/** Issues of these are about the account itself: a leaked key (which IAM tells of, too), a report of abuse, an unpaid bill. */
const NO_OUTAGES = ['ABUSE', 'RISK', 'BILLING', 'ACCOUNT', 'SECURITY'];
const MOST_ENTITIES = 20;

/** The event, its detail alone, or an event as the API describes it. */
export function isHealthEvent(content: unknown): content is JsonObject {
  if (!isObject(content)) return false;
  return content.source === 'aws.health' || (arnIn(content) ?? arnIn(objectAt(content, 'detail'))) !== undefined;
}

function arnIn(detail: JsonObject): string | undefined {
  const ofApi = textAt(detail, 'arn');
  return textAt(detail, 'eventArn') ?? (ofApi?.split(':')[2] === 'health' ? ofApi : undefined);
}

export function readHealthEvent(event: JsonObject, receipt: Receipt): Parsed {
  const detail = isObject(event.detail) ? event.detail : event;
  const said = read({ event, detail, stream: streamOf(event, detail) }, receipt);
  return withDeliveryId(said, textAt(detail, 'communicationId') ?? textAt(event, 'id'));
}

interface HealthEvent {
  readonly event: JsonObject;
  readonly detail: JsonObject;
  readonly stream: string | undefined;
}

function read(health: HealthEvent, receipt: Receipt): Parsed {
  const { event, detail, stream } = health;
  const category = textAt(detail, 'eventTypeCategory');
  const isOutage = category === 'issue' && !isOfAccount(detail) && !isAbuse(event);
  if (isOutage && statusOf(detail) !== 'upcoming') return readIssue(health, receipt);
  if (category === 'scheduledChange') return readChange(health, receipt);
  return remark(
    `detail.eventTypeCategory: ${preview(category)} of ${preview(detail.service)}`,
    { stream, detail, event },
    receipt,
  );
}

function readIssue({ event, detail, stream }: HealthEvent, receipt: Receipt): Parsed {
  const described = { monitor: stream, labels: labelsOf(event, detail), title: detail.eventTypeCode };
  const started = { ...described, state: 'degraded' as const, startedAt: detail.startTime ?? event.time };
  if (!isClosed(detail, receipt)) return occurrence(started, receipt);
  return occurrence({ ...started, endedAt: detail.endTime ?? detail.lastUpdatedTime ?? event.time }, receipt);
}

/** Maintenance if it says from when to when; one that is closed before it began was called off. */
function readChange(health: HealthEvent, receipt: Receipt): Parsed {
  const { event, detail, stream } = health;
  const announcedAt = event.time ?? detail.lastUpdatedTime;
  // An end that has come closes no change: word of one may be late, and it was not called off.
  const isOver = statusOf(detail) === 'closed';
  const said = maintenance(
    {
      maintenance: stream,
      labels: labelsOf(event, detail),
      start: detail.startTime,
      end: detail.endTime,
      announcedAt,
      title: detail.eventTypeCode,
      ...(isOver && { cancelledAt: announcedAt }),
    },
    receipt,
  );
  const [window] = said.signals;
  if (window?.kind !== 'maintenance') return readEndless(health, receipt);
  if (isOver && window.announcedAt >= window.start) return remark('a change that is over', health, receipt);
  return said;
}

/** A change that says no end, such as a retirement: from its start on, for as long as nobody knows. */
function readEndless(health: HealthEvent, receipt: Receipt): Parsed {
  const { detail, stream } = health;
  if (statusOf(detail) === 'closed') return remark('a change that is over', health, receipt);
  return underMaintenance('a change without a start and an end', { stream, at: detail.startTime }, receipt);
}

function remark(what: string, { stream, detail, event }: HealthEvent, receipt: Receipt): Parsed {
  return noted(`${what}: no outage`, { stream, at: detail.startTime ?? event.time }, receipt);
}

function isOfAccount({ service, eventTypeCode }: JsonObject): boolean {
  return NO_OUTAGES.some((name) => service === name || asText(eventTypeCode).startsWith(`AWS_${name}_`));
}

function isAbuse(event: JsonObject): boolean {
  return textAt(event, 'detail-type')?.includes('Abuse') === true;
}

// Told since 2023; before, an end that has come says that it is over.
function isClosed(detail: JsonObject, { receivedAt }: Receipt): boolean {
  const status = statusOf(detail);
  if (status === 'open' || status === 'upcoming') return false;
  return status === 'closed' || eventTime(detail.endTime, receivedAt) !== undefined;
}

function statusOf(detail: JsonObject): string | undefined {
  return textAt(detail, 'statusCode')?.toLowerCase();
}

/** What is tried by hand may name no ARN: then its type is what is the same to its end. */
function streamOf(event: JsonObject, detail: JsonObject): string | undefined {
  const arn = arnIn(detail) ?? textAt(detail, 'eventTypeCode');
  if (arn === undefined) return undefined;
  const affected = textAt(detail, 'affectedAccount');
  const isOther = affected !== undefined && event.account !== undefined && affected !== event.account;
  return isOther ? `${arn}/${affected}` : arn;
}

function labelsOf(event: JsonObject, detail: JsonObject): Labels {
  const entities = Array.isArray(detail.affectedEntities) ? detail.affectedEntities.filter(isObject) : [];
  const values = entities.flatMap((entity) => textAt(entity, 'entityValue') ?? []);
  const tags = agreedTexts(entities.map((entity) => objectAt(entity, 'tags')));
  return joinedLabels(tags, numbered('entity', values.length <= MOST_ENTITIES ? values : []), {
    awsService: detail.service,
    eventTypeCode: detail.eventTypeCode,
    scope: detail.eventScopeCode,
    region: detail.eventRegion ?? event.region,
    account: detail.affectedAccount ?? event.account,
  });
}

export const guide: SourceGuide = {
  title: 'AWS Health',
  reads:
    'Events of AWS Health as EventBridge delivers them, as entries for PutEvents, or as the API describes them: those of the account, of an organization, and public ones.',
  documentation: 'https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html',
  setUp: `
Nothing to do in the account and region that Attain is deployed to but to name a source of this type in the catalogue: \`cdk
deploy\` adds a rule to its default bus, and events are kept as soon as there is such a source. Events that concern no region come
in us-east-1 only: from there and from other regions, let a rule with \`{"source":["aws.health"]}\` send to that bus.

Measure them under an agreement of kind \`supplier\`, by services whose monitors match \`awsService\` and \`region\`.`,
  credentials: '`aws`: IAM decides who may put events on the bus.',
  fields: [
    { part: 'delivery', from: '`detail.communicationId`, else `id`: copies from the backup region have the same' },
    {
      part: 'stream',
      from: '`detail.eventArn` (`arn` in the API), with `affectedAccount` behind it where that is another account',
    },
    { part: 'start', from: '`detail.startTime`' },
    { part: 'end', from: '`detail.endTime`, of a closed event without one `lastUpdatedTime`' },
    {
      part: 'service',
      from: '`awsService`, `region` (the one that is hit), `account`, `eventTypeCode`, `scope`, `entity`, `entity 2` … of up to 20, tags that all entities share',
    },
    { part: 'title', from: '`detail.eventTypeCode`' },
  ],
  states: [
    { says: '`issue`, open', becomes: 'degraded' },
    { says: '`issue`, closed, or ended where no status is told', becomes: 'up, and degraded since its start' },
    { says: '`scheduledChange` with start and end', becomes: 'maintenance, announced when an event first said so' },
    { says: '`scheduledChange` without an end', becomes: 'noted as maintenance, no signal' },
    { says: '`scheduledChange`, closed before its start', becomes: 'maintenance that was called off' },
    { says: '`accountNotification`, `investigation`, other changes', becomes: KEPT },
    { says: 'Issues of `RISK`, `ABUSE`, `BILLING`, `ACCOUNT`, `SECURITY`', becomes: KEPT },
  ],
  resolution: `AWS sets the start and the end of an event itself, to the minute or so, often long after the fact. Of
several starts of one event the earliest counts.`,
  blindSpots: [
    {
      what: 'How bad an issue is, and whether it hit you',
      remedy: 'degraded, and counts only where the catalogue asks',
    },
    {
      what: 'A change is told again and again before it begins',
      remedy: 'judges its notice by the first word on the same start and end',
    },
    { what: 'Public events come up to an hour late', remedy: 'counts them from their own start' },
  ],
};
