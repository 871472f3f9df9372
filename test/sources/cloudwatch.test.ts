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
  const body = Buffer.from(JSON.stringify(event));
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
        labels: { alarmName: 'payments-errors', attain_time: 'receipt' },
        title: 'payments-errors',
      },
    ]);
  });

  it('names the state before without its start when that is not earlier', () => {
    const timestamp = '2026-10-06T09:00:00.000+0000';
    const { signals } = parse({ state: { value: 'OK', timestamp }, previousState: { value: 'ALARM', timestamp } });
    expect(signals).toMatchObject([{ state: 'up', previous: 'down' }]);
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

  it.each([[[]], [null], [[7]], ['arn']])('of no alarm, with resources %j, is set aside', (resources) => {
    expect(parse({ resources }).rejected).toMatchObject([{ reason: 'invalid' }]);
  });
});
