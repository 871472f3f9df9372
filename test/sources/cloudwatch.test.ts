import { describe, expect, it } from 'vitest';
import { cloudwatch } from '../../shared/sources/cloudwatch.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 6, 10);
const ARN = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-errors';

interface Change {
  readonly state?: unknown;
  readonly previousState?: unknown;
  readonly time?: unknown;
  readonly resources?: unknown;
}

function parse({ state = { value: 'ALARM' }, previousState, time, resources = [ARN] }: Change) {
  const event = {
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    resources,
    time,
    detail: { alarmName: 'payments-errors', state, previousState },
  };
  return parseJson(event);
}

function parseJson(json: unknown) {
  const body = Buffer.from(JSON.stringify(json));
  const delivery = { source: 'cloudwatch', type: 'cloudwatch', body, headers: {}, receivedAt: RECEIVED_AT };
  return cloudwatch.parse(delivery, { feed: 'cloudwatch' });
}

describe('a change of an alarm', () => {
  it('without any time of its own happened at receipt, and says so', () => {
    expect(parse({}).signals).toEqual([
      {
        kind: 'state',
        monitor: ARN,
        state: 'down',
        at: RECEIVED_AT,
        labels: {
          account: '123456789012',
          alarmName: 'payments-errors',
          attain_time: 'receipt',
          region: 'eu-central-1',
        },
        title: 'payments-errors',
      },
    ]);
  });

  it('names the state before without its start when that is not earlier', () => {
    const timestamp = '2026-10-06T09:00:00.000+0000';
    const { signals } = parse({ state: { value: 'OK', timestamp }, previousState: { value: 'ALARM', timestamp } });
    expect(signals).toMatchObject([{ state: 'up', ends: 'down' }]);
    expect(signals[0]).not.toHaveProperty('since');
  });

  it('to a state that CloudWatch does not have is set aside', () => {
    expect(parse({ state: { value: 'BROKEN' } })).toEqual({
      signals: [],
      rejected: [
        {
          reason: 'invalid',
          detail: 'detail.state.value: expected one of ALARM, OK, INSUFFICIENT_DATA; got "BROKEN"',
        },
      ],
    });
  });

  it.each([[[]], [null], [[7]], ['arn']])(
    'without an ARN, with resources %j, goes by the name of the alarm',
    (resources) => {
      expect(parse({ resources }).signals).toMatchObject([{ monitor: 'payments-errors' }]);
    },
  );
});

describe('the begin of a breach', () => {
  const at = '2026-10-06T09:04:40.989+0000';
  const wentOff = (startDate: unknown, previousState: unknown = { value: 'OK', timestamp: '2026-10-06T08:00:00Z' }) =>
    parse({ state: { value: 'ALARM', timestamp: at, reasonData: JSON.stringify({ startDate }) }, previousState })
      .signals;

  it.each([
    ['is that of the data that led to the alarm', '2026-10-06T09:00:00Z', 'down', Date.UTC(2026, 9, 6, 9)],
    ['is not the word of CloudWatch before', '2026-10-06T08:00:00Z', 'up', Date.UTC(2026, 9, 6, 8)],
    ['is not after the alarm', '2026-10-06T09:04:40.989Z', 'up', Date.UTC(2026, 9, 6, 8)],
    ['is no time that cannot be', '0001-01-01T00:00:00Z', 'up', Date.UTC(2026, 9, 6, 8)],
    ['is a time', { deep: [] }, 'up', Date.UTC(2026, 9, 6, 8)],
  ])('%s', (_what, startDate, previous, since) => {
    expect(wentOff(startDate)).toMatchObject([
      { state: 'down', at: Date.UTC(2026, 9, 6, 9, 4, 40, 989), previous, since },
    ]);
  });

  it('is known of an alarm that names nothing before it', () => {
    expect(wentOff('2026-10-06T09:00:00Z', undefined)).toMatchObject([
      { previous: 'down', since: Date.UTC(2026, 9, 6, 9) },
    ]);
  });

  it('is that of the first alarm when only its reason changed', () => {
    const before = { value: 'ALARM', timestamp: '2026-10-06T08:00:00Z' };
    expect(wentOff('2026-10-06T09:00:00Z', before)).toMatchObject([
      { previous: 'down', since: Date.UTC(2026, 9, 6, 8) },
    ]);
  });

  it('is never that of a recovery', () => {
    const reasonData = JSON.stringify({ startDate: '2026-10-06T09:00:00Z' });
    const { signals } = parse({ state: { value: 'OK', timestamp: at, reasonData }, previousState: { value: 'ALARM' } });
    expect(signals).toMatchObject([{ state: 'up', ends: 'down' }]);
    expect(signals[0]).not.toHaveProperty('since');
  });
});

describe('an alarm has one stream', () => {
  const message = {
    AlarmName: 'payments-errors',
    AWSAccountId: '123456789012',
    NewStateValue: 'ok',
    StateChangeTime: '2026-10-06T09:04:40.989+0000',
    Region: 'EU (Frankfurt)',
  };

  it.each([
    [
      'in an event without resources',
      {
        'detail-type': 'CloudWatch Alarm State Change',
        account: '123456789012',
        region: 'eu-central-1',
        detail: { alarmName: 'payments-errors', state: { value: 'OK' } },
      },
    ],
    ['in a message with its ARN', { ...message, AlarmArn: ARN }],
    ['in a message with the code of its region', { ...message, Region: 'eu-central-1' }],
  ])('%s', (_what, json) => {
    expect(parseJson(json).signals).toMatchObject([{ monitor: ARN, state: 'up', labels: { region: 'eu-central-1' } }]);
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:payments-errors'],
    ['us-gov-west-1', 'arn:aws-us-gov:cloudwatch:us-gov-west-1:123456789012:alarm:payments-errors'],
  ])('in the partition of %s', (Region, monitor) => {
    expect(parseJson({ ...message, Region }).signals).toMatchObject([{ monitor }]);
  });

  it('in a message with a name for its region, whatever it notifies', () => {
    const notified = { ...message, OKActions: ['arn:aws:sns:eu-central-1:123456789012:alarms'] };
    const monitor = '123456789012/EU (Frankfurt)/payments-errors';
    expect(parseJson(message).signals).toMatchObject([{ monitor }]);
    expect(parseJson(notified).signals).toMatchObject([{ monitor, labels: { region: 'eu-central-1' } }]);
  });

  it('or is set aside, where nothing names it', () => {
    expect(parseJson({ ...message, AlarmName: undefined })).toEqual({
      signals: [],
      rejected: [{ reason: 'invalid', detail: 'AlarmArn: expected the ARN of the alarm; got nothing' }],
    });
  });
});

describe('an alarm over many series', () => {
  const contributor = (id: string) => ({
    source: 'aws.cloudwatch',
    alarmArn: ARN,
    alarmData: {
      alarmName: 'payments-errors',
      alarmContributor: { id, attributes: { Gateway: id } },
      state: { value: 'OK', timestamp: '2026-10-06T09:04:40.989+0000' },
    },
  });

  it('has a stream for each, so that the recovery of one closes no other', () => {
    expect(parseJson([contributor('north'), contributor('south')]).signals).toMatchObject([
      { monitor: `${ARN}/north`, labels: { Gateway: 'north' } },
      { monitor: `${ARN}/south`, labels: { Gateway: 'south' } },
    ]);
  });

  it('has the same by a topic', () => {
    const message = {
      AlarmName: 'payments-errors',
      AlarmArn: ARN,
      AlarmContributorId: 'north',
      AlarmTags: [{ Key: 'team', Value: 'Payments' }],
      NewStateValue: 'OK',
      StateChangeTime: '2026-10-06T09:04:40.989+0000',
    };
    expect(parseJson(message).signals).toMatchObject([
      { monitor: `${ARN}/north`, state: 'up', labels: { team: 'Payments' } },
    ]);
  });
});
