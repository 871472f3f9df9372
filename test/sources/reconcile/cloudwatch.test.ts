import { describe, expect, it } from 'vitest';
import { streamName } from '../../../shared/domain/stream-name.ts';
import { cloudwatchPoller } from '../../../shared/sources/reconcile/cloudwatch.ts';
import { pollWith } from './answers.ts';

const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'];
const FIRING = JSON.stringify({ StateValue: 'ALARM', AlarmTypes, MaxRecords: 100 });
const PAGE_2 = JSON.stringify({ StateValue: 'ALARM', AlarmTypes, MaxRecords: 100, NextToken: 'next' });
const ANY = JSON.stringify({ AlarmTypes, MaxRecords: 1 });
const named = (...AlarmNames: readonly string[]) => JSON.stringify({ AlarmNames, AlarmTypes, MaxRecords: 100 });

function arnOf(name: string, account = '123456789012'): string {
  return `arn:aws:cloudwatch:eu-central-1:${account}:alarm:${name}`;
}

function alarm(AlarmName: string, StateValue: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    AlarmName,
    AlarmArn: arnOf(AlarmName),
    StateValue,
    // 2026-10-14T09:30:00.5Z, and the reason changed an hour later.
    StateTransitionedTimestamp: 1791970200.5,
    StateUpdatedTimestamp: 1791973800,
    Namespace: 'AWS/ApiGateway',
    MetricName: '5XXError',
    Dimensions: [{ Name: 'ApiName', Value: 'checkout' }],
    ...more,
  };
}

const labels = {
  ApiName: 'checkout',
  account: '123456789012',
  alarmName: 'checkout-5xx',
  metric: '5XXError',
  namespace: 'AWS/ApiGateway',
  region: 'eu-central-1',
};
const since = 1791970200500;
const NONE = { MetricAlarms: [], CompositeAlarms: [] };

describe("a poll of CloudWatch's alarms", () => {
  it('tells of an alarm that is on since it went off, with the labels that its events have', async () => {
    const given = { [FIRING]: { MetricAlarms: [alarm('checkout-5xx', 'ALARM')], CompositeAlarms: [] } };
    expect((await pollWith(cloudwatchPoller, given)).standings).toEqual([
      { monitor: arnOf('checkout-5xx'), state: 'down', since, labels, title: 'checkout-5xx' },
    ]);
  });

  it('asks by name for what is open and not on, and is told since when it is not', async () => {
    const open = [arnOf('checkout-5xx'), arnOf('a:b/c'), arnOf('gone'), arnOf('other', '210987654321'), 'my alarm'];
    const question = named('checkout-5xx', 'a:b', 'a:b/c', 'gone', 'other');
    const given = {
      [FIRING]: NONE,
      [question]: {
        MetricAlarms: [alarm('checkout-5xx', 'OK'), alarm('a:b/c', 'INSUFFICIENT_DATA'), alarm('other', 'OK')],
        CompositeAlarms: [],
      },
    };
    const { standings, asked } = await pollWith(cloudwatchPoller, given, { open });
    expect(asked).toEqual([FIRING, question]);
    expect(standings).toMatchObject([
      { monitor: arnOf('checkout-5xx'), state: 'up', since },
      { monitor: arnOf('a:b/c'), state: 'unknown', since },
      { monitor: arnOf('gone'), state: 'unknown', isMuted: true },
    ]);
    expect(standings).toHaveLength(3);
  });

  it('calls unknown what is not there by its name, where any alarm shows whose account and region this is', async () => {
    const gone = { monitor: arnOf('gone'), state: 'unknown', title: 'gone: the alarm was deleted', isMuted: true };
    const given = { [FIRING]: NONE, [named('gone')]: NONE, [ANY]: { MetricAlarms: [alarm('other', 'OK')] } };
    const { standings, asked } = await pollWith(cloudwatchPoller, given, { open: [arnOf('gone')] });
    expect(asked).toEqual([FIRING, named('gone'), ANY]);
    expect(standings).toEqual([gone]);
    const elsewhere = { MetricAlarms: [alarm('other', 'OK', { AlarmArn: arnOf('other', '210987654321') })] };
    const [abroad, nobody] = [
      { ...given, [ANY]: elsewhere },
      { ...given, [ANY]: NONE },
    ];
    expect((await pollWith(cloudwatchPoller, abroad, { open: [arnOf('gone')] })).standings).toEqual([]);
    expect((await pollWith(cloudwatchPoller, nobody, { open: [arnOf('gone')] })).standings).toEqual([]);
  });

  it('tells nothing of a contributor whose alarm is there, and unknown where that is gone, too', async () => {
    const there = { MetricAlarms: [alarm('by-host', 'OK')], CompositeAlarms: [] };
    const open = [arnOf('by-host/a1'), arnOf('by-zone/b2')];
    const question = named('by-host', 'by-host/a1', 'by-zone', 'by-zone/b2');
    const { standings } = await pollWith(cloudwatchPoller, { [FIRING]: NONE, [question]: there }, { open });
    expect(standings).toMatchObject([{ monitor: arnOf('by-zone/b2'), state: 'unknown' }]);
  });

  it('asks for no name that is too long to be one, and takes none for deleted of which the stream has a part', async () => {
    const shortened = streamName(arnOf('x'.repeat(255)));
    expect(shortened).not.toBe(arnOf('x'.repeat(255)));
    const { asked, standings } = await pollWith(cloudwatchPoller, { [FIRING]: NONE }, { open: [shortened] });
    expect(asked).toEqual([FIRING]);
    expect(standings).toEqual([]);
  });

  it('takes composite alarms too, and all pages', async () => {
    const composite = {
      AlarmName: 'shop',
      AlarmArn: arnOf('shop'),
      StateValue: 'ALARM',
      StateUpdatedTimestamp: 1791970200,
    };
    const given = {
      [FIRING]: { MetricAlarms: [alarm('checkout-5xx', 'ALARM')], CompositeAlarms: [], NextToken: 'next' },
      [PAGE_2]: { MetricAlarms: [], CompositeAlarms: [composite] },
    };
    const { standings } = await pollWith(cloudwatchPoller, given, { open: [arnOf('shop')] });
    expect(standings.map(({ monitor, since: at }) => [monitor, at])).toEqual([
      [arnOf('checkout-5xx'), since],
      [arnOf('shop'), 1791970200000],
    ]);
  });

  it.each([
    [
      'an alarm may be on a page that is missing',
      { [FIRING]: NONE, [named('a')]: { ...NONE, NextToken: 'next' } },
      /expected JSON/,
    ],
    ['a page is missing', { [FIRING]: { ...NONE, NextToken: 'next' } }, /alarms: expected JSON/],
    ['there is an error in place of alarms', { [FIRING]: { MetricAlarms: 'none' } }, /MetricAlarms: expected a list/],
    [
      'a state is none',
      { [FIRING]: { ...NONE, MetricAlarms: [alarm('a', 'ALERT')] } },
      /StateValue: expected one of ALARM/,
    ],
  ])('fails when %s', async (_what, given, message) => {
    await expect(pollWith(cloudwatchPoller, given, { open: [arnOf('a')] })).rejects.toThrow(message);
  });
});
