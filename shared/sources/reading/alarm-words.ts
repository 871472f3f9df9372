import type { SnsNotice } from './aws-message.ts';
import { type JsonObject, listAt, objectAt, objectsAt } from './json-object.ts';
import { metricLabels } from './metric-labels.ts';
import { tagLabels } from './tags.ts';

/** What CloudWatch says of an alarm, whichever way: the same stream and labels, whatever brought it. */
export interface AlarmWords {
  readonly name: unknown;
  readonly arn: unknown;
  readonly account: unknown;
  readonly region: unknown;
  /** As the message calls it, if that is not its code. */
  readonly regionName?: unknown;
  /** Value, timestamp and, as JSON in a text, the data that led to it. */
  readonly state: JsonObject;
  readonly previous: JsonObject;
  readonly labels: Readonly<Record<string, unknown>>;
  /** Of an alarm over many series, which is notified for each: the one that this is about. */
  readonly contributor?: JsonObject;
  /** Where the value and the ARN stand, for a person. */
  readonly places: { readonly value: string; readonly arn: string };
}

/** EventBridge. */
export function ofEvent(event: JsonObject): AlarmWords {
  const detail = objectAt(event, 'detail');
  const [arn]: readonly unknown[] = Array.isArray(event.resources) ? event.resources : [];
  const current = objectAt(detail, 'state');
  return {
    name: detail.alarmName,
    arn,
    account: event.account,
    region: event.region,
    state: { ...current, timestamp: current.timestamp ?? event.time },
    previous: objectAt(detail, 'previousState'),
    labels: { ...tagLabels(detail.alarmTags), ...metricLabels(objectAt(detail, 'configuration').metrics) },
    contributor: objectAt(detail, 'alarmContributor'),
    places: { value: 'detail.state.value', arn: 'resources[0]' },
  };
}

/** The alarm action that calls a Lambda function. */
export function ofAction(action: JsonObject, alarm: JsonObject): AlarmWords {
  const current = objectAt(alarm, 'state');
  return {
    name: alarm.alarmName ?? action.alarmName,
    arn: action.alarmArn,
    account: action.accountId,
    region: action.region,
    state: { ...current, timestamp: current.timestamp ?? action.time },
    previous: objectAt(alarm, 'previousState'),
    labels: {
      ...tagLabels(alarm.alarmTags ?? action.alarmTags),
      ...metricLabels(objectAt(alarm, 'configuration').metrics),
    },
    contributor: objectAt(alarm, 'alarmContributor'),
    places: { value: 'alarmData.state.value', arn: 'alarmArn' },
  };
}

/**
 * The alarm action that notifies a topic. `Region` is a name for people; an ARN beside it has the code. A message that somebody
 * wrote may tell no time: then it is when the topic took it.
 */
export function ofNotification(message: JsonObject, { topic, at }: Partial<SnsNotice> = {}): AlarmWords {
  const trigger = capitalized(objectAt(message, 'Trigger'));
  const actions = ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((key) => message[key]);
  const [region] = [message.AlarmArn, topic, ...actions].flatMap((arn) => regionOf(arn) ?? []);
  return {
    name: message.AlarmName,
    arn: message.AlarmArn,
    account: message.AWSAccountId ?? message.AwsAccountId,
    region: region ?? message.Region,
    regionName: message.Region,
    state: { value: message.NewStateValue, timestamp: message.StateChangeTime ?? message.StateUpdatedTimestamp ?? at },
    previous: { value: message.OldStateValue },
    labels: {
      ...tagLabels(message.AlarmTags),
      ...metricLabels([trigger, ...listAt(trigger, 'Metrics')]),
      topicArn: topic,
    },
    contributor: { id: message.AlarmContributorId, attributes: message.AlarmContributorAttributes },
    places: { value: 'NewStateValue', arn: 'AlarmArn' },
  };
}

/** DescribeAlarms: how an alarm stands, and since when. The reason it gives may be younger than that. */
export function ofDescription(alarm: JsonObject): AlarmWords {
  const { AlarmName, AlarmArn, StateValue, StateTransitionedTimestamp, StateUpdatedTimestamp } = alarm;
  return {
    name: AlarmName,
    arn: AlarmArn,
    account: undefined,
    region: undefined,
    state: { value: StateValue, timestamp: StateTransitionedTimestamp ?? StateUpdatedTimestamp },
    previous: {},
    labels: metricLabels([alarm, ...listAt(alarm, 'Metrics')]),
    places: { value: 'StateValue', arn: 'AlarmArn' },
  };
}

/** The alarms of an answer to DescribeAlarms, or of a list that a program made of such, if that is what it is. */
export function alarmsIn(content: JsonObject): readonly JsonObject[] | undefined {
  const alarms = ['MetricAlarms', 'CompositeAlarms', 'Alarms'].flatMap((key) => objectsAt(content, key));
  const named = alarms.map(capitalized);
  return named.some((alarm) => 'AlarmName' in alarm) ? named : undefined;
}

/** With capitals, as programs of Java, JavaScript and Python name the same with small letters: `newStateValue`, `alarm_name`. */
export function capitalized(content: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [
      key.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

function regionOf(arn: unknown): string | undefined {
  const region = typeof arn === 'string' ? arn.split(':')[3] : undefined;
  return region !== undefined && REGION.test(region) ? region : undefined;
}
