import type { MonitorState } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import {
  type AlarmWords,
  alarmsIn,
  capitalized,
  ofAction,
  ofDescription,
  ofEvent,
  ofNotification,
  REGION,
} from './alarm-words.ts';
import type { AwsMessage, SnsNotice } from './aws-message.ts';
import { eventTime } from './event-time.ts';
import { isObject, type JsonObject, objectAt, textAt, unpacked } from './json-object.ts';
import { joinedLabels } from './labels.ts';
import { meanings } from './meanings.ts';
import { noted } from './noted.ts';
import { refused, together, withDeliveryId } from './parsed.ts';
import { type StateWords, state } from './state.ts';

interface AlarmContext {
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Of an alarm, and of one of the series that an alarm looks at. */
const STATE_CHANGES = ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'];
const stateOf = meanings({
  down: ['ALARM'],
  up: ['OK'],
  unknown: ['INSUFFICIENT_DATA'],
});

/** A word of CloudWatch about an alarm, or nothing if the message is none. INSUFFICIENT_DATA is unknown, never up. */
export function readAlarm({ content, sns }: AwsMessage, context: AlarmContext): Parsed | undefined {
  if (!isObject(content)) return undefined;
  const named = capitalized(content);
  const alarm = readNamed(named, sns, context);
  if (alarm !== undefined) return alarm;
  const alarms = alarmsIn(named);
  if (alarms !== undefined) {
    return together(alarms.map((it) => readNamed(it, sns, context) ?? notAnAlarm(it)));
  }
  if (isObject(content.alarmData)) return read(ofAction(content, content.alarmData), context);
  const type = textAt(content, 'detail-type');
  if (type !== undefined && STATE_CHANGES.includes(type))
    return withDeliveryId(read(ofEvent(content), context), textAt(content, 'id'));
  // What EventBridge hands on where a rule takes the detail alone.
  if (isObject(content.state) && textAt(content, 'alarmName') !== undefined)
    return read(ofEvent({ detail: content }), context);
  if (type?.startsWith('CloudWatch Alarm ') !== true) return undefined;
  const [stream]: readonly unknown[] = Array.isArray(content.resources) ? content.resources : [];
  const operation = textAt(objectAt(content, 'detail'), 'operation');
  const said = `detail-type: ${preview(type)}${operation === undefined ? '' : `, ${preview(operation)}`}: not the state of the alarm`;
  return withDeliveryId(noted(said, { stream, at: content.time }, context), textAt(content, 'id'));
}

/** The message to a topic, or an alarm as the API describes it, by names with capitals. */
function readNamed(named: JsonObject, sns: SnsNotice | undefined, context: AlarmContext): Parsed | undefined {
  if ('NewStateValue' in named) return read(ofNotification(named, sns), context);
  return 'StateValue' in named && 'AlarmName' in named ? read(ofDescription(named), context) : undefined;
}

function notAnAlarm({ AlarmName, AlarmArn }: JsonObject): Parsed {
  const alarm = preview(AlarmName ?? AlarmArn);
  return refused('invalid', `alarms: expected an alarm with its StateValue; got ${alarm}`);
}

function read(
  { name, arn, account, region, regionName = region, ...alarm }: AlarmWords,
  context: AlarmContext,
): Parsed {
  const { receivedAt } = context;
  const { value, timestamp } = alarm.state;
  const current = stateOf(value);
  if (current === undefined) {
    const expected = 'expected one of ALARM, OK, INSUFFICIENT_DATA';
    return refused('invalid', `${alarm.places.value}: ${expected}; got ${preview(value)}`);
  }
  const stream = typeof arn === 'string' && arn !== '' ? arn : derivedArn({ account, region: regionName, name });
  if (stream === undefined) {
    return refused('invalid', `${alarm.places.arn}: expected the ARN of the alarm; got ${preview(arn)}`);
  }
  const { contributor = {} } = alarm;
  const part = textAt(contributor, 'id');
  const monitor = part === undefined ? stream : `${stream}/${part}`;
  const inArn = partsOf(arn);
  const title = name ?? inArn.name;
  const told = { alarmName: title, region: region ?? inArn.region, account: account ?? inArn.account };
  const labels = joinedLabels(alarm.labels, objectAt(contributor, 'attributes'), told);
  return state(
    { monitor, state: current, at: timestamp, labels, title, ...before(current, alarm, receivedAt) },
    context,
  );
}

/**
 * The state before and since when it is known to have held: the alarm's last update before this one. An alarm that goes off
 * also says when the data begin that led to it (`startDate`): the breach is that old, so the service was down before already.
 * Not where that is before the last update, when CloudWatch still called it otherwise.
 */
function before(
  current: MonitorState,
  alarm: Pick<AlarmWords, 'state' | 'previous'>,
  receivedAt: number,
): Pick<StateWords, 'previous' | 'since'> {
  const { timestamp } = alarm.previous;
  const previous = stateOf(alarm.previous.value);
  const breach = eventTime(breachOf(alarm.state), receivedAt);
  const updated = eventTime(timestamp, receivedAt) ?? 0;
  const at = eventTime(alarm.state.timestamp, receivedAt) ?? 0;
  if (current === 'down' && previous !== 'down' && breach !== undefined && updated < breach && breach < at) {
    return { previous: 'down', since: breach };
  }
  return previous === undefined ? {} : { previous, since: timestamp };
}

function breachOf({ reasonData }: JsonObject): unknown {
  const data = unpacked(reasonData);
  return isObject(data) ? data.startDate : undefined;
}

/**
 * The ARN of an alarm that is not given, as in messages of SNS before 2020: it is made of what is given, so that the alarm has
 * one stream. A region's name for people stands as it is: a topic or an action beside it may not come with each message.
 */
function derivedArn(given: Record<'account' | 'region' | 'name', unknown>): string | undefined {
  const name = textAt(given, 'name');
  if (name === undefined) return undefined;
  const account = textAt(given, 'account');
  const region = textAt(given, 'region');
  if (account !== undefined && region !== undefined && REGION.test(region)) {
    return `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${name}`;
  }
  return [account, region, name].filter((part) => part !== undefined).join('/');
}

/** `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:checkout:5xx`; a name may hold colons. */
const ALARM_ARN = /^arn:[\w-]+:cloudwatch:([^:]*):(\d*):alarm:(.+)$/;

/** What the ARN of an alarm tells, for a word that tells nothing else. */
function partsOf(arn: unknown): Record<'region' | 'account' | 'name', string | undefined> {
  const [, region, account, name] = ALARM_ARN.exec(typeof arn === 'string' ? arn : '') ?? [];
  return { region: region || undefined, account: account || undefined, name };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
