import type { Standing } from '../../domain/standing.ts';
import { readAlarm } from '../reading/alarm.ts';
import type { JsonObject } from '../reading/json-object.ts';
import { identity } from '../reading/state.ts';
import { jsonObject, objectsOf, type Poll, type PollContext, PollError, type Poller } from './poll.ts';
import { standingOf } from './standing.ts';

/**
 * The alarms of the account and region that Attain runs in: those in ALARM, and those of ours that the ledger has open, by
 * name. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 *
 * An alarm without data opens nothing: many never had any. One that is gone, or of another account, closes nothing.
 */
export const cloudwatchPoller: Poller = { api: 'aws', poll };

const MOST_RECORDS = 100;
const MOST_PAGES = 20;
const ALARM_ARN = /^arn:aws[\w-]*:cloudwatch:[^:]*:\d*:alarm:(.+)$/;

function* poll({ open, now }: PollContext): Poll {
  const firing = yield* alarms({ StateValue: 'ALARM' });
  const there = new Set(firing.map(({ AlarmArn }) => AlarmArn));
  const quiet = [...open].filter((stream) => !there.has(stream));
  const names = quiet.flatMap((stream) => ALARM_ARN.exec(stream)?.[1] ?? []);
  const named: JsonObject[] = [];
  for (let start = 0; start < names.length; start += MOST_RECORDS) {
    named.push(...(yield* alarms({ AlarmNames: names.slice(start, start + MOST_RECORDS) })));
  }
  const ours = named.filter(({ AlarmArn }) => quiet.includes(identity(AlarmArn) ?? ''));
  return [...firing, ...ours].flatMap((alarm) => standing(alarm, now));
}

function* alarms(which: JsonObject): Generator<{ alarms: JsonObject }, JsonObject[], string | undefined> {
  const found: JsonObject[] = [];
  let token: unknown;
  for (let page = 0; page < MOST_PAGES; page++) {
    const input = { ...which, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: MOST_RECORDS };
    const answer = yield { alarms: token === undefined ? input : { ...input, NextToken: token } };
    const { MetricAlarms = [], CompositeAlarms = [], NextToken } = jsonObject(answer, 'alarms');
    found.push(...objectsOf(MetricAlarms, 'MetricAlarms'), ...objectsOf(CompositeAlarms, 'CompositeAlarms'));
    token = NextToken ?? undefined;
    if (token === undefined) return found;
  }
  throw new PollError(`alarms: expected at most ${MOST_PAGES * MOST_RECORDS} in ALARM; got more`);
}

/** The alarm in the words of its notification, which makes the same stream with the same labels. */
function standing(alarm: JsonObject, receivedAt: number): readonly Standing[] {
  const { AlarmName, AlarmArn, StateValue, StateTransitionedTimestamp, StateUpdatedTimestamp } = alarm;
  const [, , , region, account] = String(AlarmArn).split(':');
  const content = {
    AlarmName,
    AlarmArn,
    AWSAccountId: account,
    Region: region,
    NewStateValue: StateValue,
    StateChangeTime: StateTransitionedTimestamp ?? StateUpdatedTimestamp,
    Trigger: { Namespace: alarm.Namespace, MetricName: alarm.MetricName, Dimensions: alarm.Dimensions },
  };
  const parsed = readAlarm({ content, place: 'alarms' }, { receivedAt });
  const found = parsed && standingOf(parsed);
  return found === undefined ? [] : [found];
}
