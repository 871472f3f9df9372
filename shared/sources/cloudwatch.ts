import type { MonitorState } from '../domain/signal.ts';
import type { SourceGuide } from './guide.ts';
import { withBody } from './reading/body.ts';
import { eventTime } from './reading/event-time.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-body.ts';
import { refused, withDeliveryId } from './reading/parsed.ts';
import { type StateWords, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Delivery, Parsed, SourceType } from './source.ts';

/**
 * CloudWatch alarms as EventBridge delivers them:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 *
 * The monitor is the alarm's ARN. INSUFFICIENT_DATA is unknown, never up.
 */
export const cloudwatch: SourceType = {
  name: 'cloudwatch',
  silenceMeans: 'up',
  headers: [],
  parse: (delivery) => withBody(delivery, (event) => readEvent(event, delivery)),
};

const STATE_CHANGE = 'CloudWatch Alarm State Change';
const STATES: ReadonlyMap<unknown, MonitorState> = new Map([
  ['ALARM', 'down'],
  ['OK', 'up'],
  ['INSUFFICIENT_DATA', 'unknown'],
]);

function readEvent(event: unknown, delivery: Delivery): Parsed {
  if (!isObject(event) || textAt(event, 'detail-type') === undefined) {
    return refused('unreadable', `detail-type: expected an event from EventBridge; got ${preview(event)}`);
  }
  if (event['detail-type'] !== STATE_CHANGE) {
    return refused('not-a-signal', `detail-type: expected "${STATE_CHANGE}"; got ${preview(event['detail-type'])}`);
  }
  return readStateChange(event, delivery);
}

function readStateChange(event: JsonObject, delivery: Delivery): Parsed {
  const detail = objectAt(event, 'detail');
  const value = objectAt(detail, 'state').value;
  const current = STATES.get(value);
  if (current === undefined) {
    const expected = [...STATES.keys()].join(', ');
    return refused('invalid', `detail.state.value: expected one of ${expected}; got ${preview(value)}`);
  }
  const [arn]: readonly unknown[] = Array.isArray(event.resources) ? event.resources : [];
  if (typeof arn !== 'string')
    return refused('invalid', `resources[0]: expected the ARN of the alarm; got ${preview(arn)}`);
  const { receivedAt } = delivery;
  const at = eventTime(objectAt(detail, 'state').timestamp, receivedAt) ?? eventTime(event.time, receivedAt);
  const { alarmName } = detail;
  const labels = { alarmName, region: event.region, account: event.account };
  const said = { monitor: arn, state: current, at, labels, title: alarmName };
  return withDeliveryId(state({ ...said, ...previousOf(detail) }, delivery), textAt(event, 'id'));
}

/**
 * The state before, and since when it is known to have held: the alarm's last update before this one, which is when
 * it began or, after a change of its reason, later.
 */
function previousOf(detail: JsonObject): Pick<StateWords, 'previous' | 'since'> {
  const { value, timestamp } = objectAt(detail, 'previousState');
  const previous = STATES.get(value);
  return previous === undefined ? {} : { previous, since: timestamp };
}

export const guide: SourceGuide = {
  title: 'Amazon CloudWatch alarms',
  reads: 'Changes of state of alarms and composite alarms, as EventBridge delivers them.',
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html',
  setUp: `
Nothing to do in the account and region that Attain is deployed to: \`cdk deploy\` adds a rule to its default bus. From another
account or region, let a rule with \`{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"]}\` send
to that bus.`,
  credentials: '`aws`: IAM decides who may put events on the bus.',
  fields: [
    { part: 'delivery', from: '`id`' },
    { part: 'stream', from: '`resources[0]`, the ARN of the alarm' },
    { part: 'start', from: '`detail.state.timestamp`, else `time`' },
    { part: 'end', from: '`detail.state.timestamp` of the change to OK' },
    { part: 'service', from: '`alarmName`, `region`, `account`' },
    { part: 'title', from: '`detail.alarmName`' },
  ],
  states: [
    { says: '`ALARM`', becomes: 'down' },
    { says: '`OK`', becomes: 'up' },
    { says: '`INSUFFICIENT_DATA`', becomes: 'unknown' },
  ],
  resolution: 'An alarm changes its state `period` × `evaluation periods` after the true start.',
  blindSpots: [{ what: 'Outages shorter than a period', remedy: 'cannot know of them' }],
};
