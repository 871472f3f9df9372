import type { MonitorState, StateSignal } from '../domain/signal.ts';
import { eventTime, TIME_LABEL } from './reading/event-time.ts';
import { isObject, type JsonObject, textAt, withJson } from './reading/json-body.ts';
import { fittingLabels } from './reading/labels.ts';
import { found, refused } from './reading/parsed.ts';
import { cleaned } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import { LONGEST_ID, LONGEST_TITLE } from './signals/signal-schema.ts';
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
  parse: (delivery) => withJson(delivery.body, (event) => readEvent(event, delivery)),
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
  const state = STATES.get(value);
  if (state === undefined) {
    const expected = [...STATES.keys()].join(', ');
    return refused('invalid', `detail.state.value: expected one of ${expected}; got ${preview(value)}`);
  }
  const [arn]: readonly unknown[] = Array.isArray(event.resources) ? event.resources : [];
  const monitor = typeof arn === 'string' ? cleaned(arn, LONGEST_ID) : '';
  if (monitor === '') return refused('invalid', `resources[0]: expected the ARN of the alarm; got ${preview(arn)}`);
  return found(signalOf(event, detail, { monitor, state, delivery }));
}

interface Known {
  readonly monitor: string;
  readonly state: MonitorState;
  readonly delivery: Delivery;
}

function signalOf(event: JsonObject, detail: JsonObject, { monitor, state, delivery }: Known): StateSignal {
  const { receivedAt } = delivery;
  const said = eventTime(objectAt(detail, 'state').timestamp, receivedAt) ?? eventTime(event.time, receivedAt);
  const at = said ?? receivedAt;
  const title = cleaned(textAt(detail, 'alarmName') ?? '', LONGEST_TITLE);
  return {
    kind: 'state',
    monitor,
    state,
    at,
    ...previousOf(objectAt(detail, 'previousState'), at),
    labels: { ...labelsOf(event, detail), ...(said === undefined && { [TIME_LABEL]: 'receipt' }) },
    ...(title !== '' && { title }),
  };
}

/**
 * The state before, and since when it is known to have held: the alarm's last update before this one, which is when
 * it began or, after a change of its reason, later.
 */
function previousOf(previousState: JsonObject, at: number): Pick<StateSignal, 'previous' | 'since'> {
  const previous = STATES.get(previousState.value);
  if (previous === undefined) return {};
  const since = eventTime(previousState.timestamp, at);
  return since !== undefined && since < at ? { previous, since } : { previous };
}

function labelsOf(event: JsonObject, detail: JsonObject) {
  const labels = {
    alarmName: textAt(detail, 'alarmName'),
    region: textAt(event, 'region'),
    account: textAt(event, 'account'),
  };
  return fittingLabels(
    Object.fromEntries(Object.entries(labels).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  );
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}
