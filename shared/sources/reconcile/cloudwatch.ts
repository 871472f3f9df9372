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
 * An alarm without data opens nothing: many never had any. One of this account and region that is not there by its name has
 * been deleted: how things stand is then unknown. One of another account or region closes nothing.
 */
export const cloudwatchPoller: Poller = { api: 'aws', poll };

const MOST_RECORDS = 100;
const MOST_PAGES = 20;
const LONGEST_NAME = 255;
/** The account and region with all before the name, and the name. */
const ALARM_ARN = /^(arn:aws[\w-]*:cloudwatch:[^:]*:\d*:alarm:)(.+)$/;

function* poll({ open, now }: PollContext): Poll {
  const firing = yield* alarms({ StateValue: 'ALARM' });
  const there = new Set(firing.map(({ AlarmArn }) => AlarmArn));
  const quiet = [...open].filter((stream) => !there.has(stream) && ALARM_ARN.test(stream) && !isShortened(stream));
  const names = [...new Set(quiet.flatMap(namesIn))];
  const named: JsonObject[] = [];
  for (let start = 0; start < names.length; start += MOST_RECORDS) {
    named.push(...(yield* alarms({ AlarmNames: names.slice(start, start + MOST_RECORDS) })));
  }
  const ours = named.filter(({ AlarmArn }) => quiet.includes(identity(AlarmArn) ?? ''));
  const told = [...firing, ...ours].flatMap((alarm) => standing(alarm, now));
  return [...told, ...(yield* deleted(quiet, [...firing, ...named]))];
}

/** Of a very long ARN a stream keeps the beginning, which names no alarm. */
function isShortened(stream: string): boolean {
  return /~[0-9a-f]{64}$/.test(stream);
}

/** The alarms that a stream may be of: its own name, or what stands before the id of a contributor. */
function namesIn(stream: string): string[] {
  const parts = (ALARM_ARN.exec(stream)?.[2] ?? '').split('/');
  const names = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return names.filter(({ length }) => length > 0 && length <= LONGEST_NAME);
}

/** Streams of alarms that do not exist any more, once all that there could be of them has been asked for. */
function* deleted(quiet: readonly string[], known: readonly JsonObject[]): Asking<readonly Standing[]> {
  const there = new Set(known.map(({ AlarmArn }) => identity(AlarmArn)));
  const missing = quiet.filter((stream) => {
    const [, account] = ALARM_ARN.exec(stream) ?? [];
    return !namesIn(stream).some((name) => there.has(`${account}${name}`));
  });
  if (missing.length === 0) return [];
  // Whose account and region this is, any alarm says; Attain has some of its own.
  const any = known.length > 0 ? known : (yield* page({ MaxRecords: 1 })).found;
  const here = new Set(any.map(({ AlarmArn }) => ALARM_ARN.exec(identity(AlarmArn) ?? '')?.[1]));
  return missing.flatMap((monitor): Standing[] => {
    const [, account, name] = ALARM_ARN.exec(monitor) ?? [];
    if (!here.has(account)) return [];
    return [{ monitor, state: 'unknown', title: `${name}: the alarm was deleted`, isMuted: true }];
  });
}

type Asking<Result> = Generator<{ alarms: JsonObject }, Result, string | undefined>;

function* alarms(which: JsonObject): Asking<JsonObject[]> {
  const found: JsonObject[] = [];
  let token: unknown;
  for (let read = 0; read < MOST_PAGES; read++) {
    const next = yield* page({ ...which, MaxRecords: MOST_RECORDS, ...(token !== undefined && { NextToken: token }) });
    found.push(...next.found);
    token = next.token;
    if (token === undefined) return found;
  }
  throw new PollError(`alarms: expected at most ${MOST_PAGES * MOST_RECORDS} in ALARM`, { got: 'more' });
}

function* page({
  MaxRecords,
  NextToken: token,
  ...which
}: JsonObject): Asking<{ found: JsonObject[]; token: unknown }> {
  const input = { ...which, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords };
  const answer = yield { alarms: token === undefined ? input : { ...input, NextToken: token } };
  const { MetricAlarms = [], CompositeAlarms = [], NextToken } = jsonObject(answer, 'alarms');
  const found = [...objectsOf(MetricAlarms, 'MetricAlarms'), ...objectsOf(CompositeAlarms, 'CompositeAlarms')];
  return { found, token: NextToken ?? undefined };
}

/** The alarm as its notification tells of it: the same stream with the same labels. */
function standing(content: JsonObject, receivedAt: number): readonly Standing[] {
  const parsed = readAlarm({ content, place: 'alarms' }, { receivedAt });
  const found = parsed && standingOf(parsed);
  return found === undefined ? [] : [found];
}
