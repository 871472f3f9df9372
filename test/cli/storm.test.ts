import { describe, expect, it } from 'vitest';
import { scenarioNamed } from '../../cli/senders/scenarios.ts';
import type { Sender } from '../../cli/senders/sender.ts';
import { SENDERS, senderFor } from '../../cli/senders/senders.ts';
import { subjectOf } from '../../cli/senders/subject.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Labels, StateSignal } from '../../shared/domain/signal.ts';
import { keptHeaders } from '../../shared/sources/kept-headers.ts';
import { sourceType } from '../../shared/sources/registry.ts';

const AT = Date.UTC(2026, 9, 14, 10);
const HEARD_AT = Date.UTC(2026, 9, 14, 11);
const COUNT = 5;

/** What the source reads of a storm of five alerts with these labels. */
function statesOf(sender: Sender, labels: Labels): StateSignal[] {
  const { words } = scenarioNamed('storm')({ at: AT, seed: '1', count: COUNT });
  const type = sourceType(sender.type);
  return words.flatMap((word) => {
    const { headers, body } = sender.write(word, subjectOf(word, { labels, seed: '1' }));
    const delivery = { source: 'x', type: type.name, headers: keptHeaders(type.name, headers), receivedAt: HEARD_AT };
    const { signals } = type.parse({ ...delivery, body: Buffer.from(body) }, { feed: 'x' });
    return signals.filter((signal) => signal.kind === 'state');
  });
}

function streamsOf(states: readonly StateSignal[]): number {
  return new Set(states.map(({ monitor }) => monitor)).size;
}

function streamsOrRefused(sender: Sender, labels: Labels): number | 'refused' {
  try {
    return streamsOf(statesOf(sender, labels));
  } catch (error) {
    if (error instanceof InvalidInputError) return 'refused';
    throw error;
  }
}

/** The labels that a catalogue could pick the first alert of a sender by. */
function pickable(sender: Sender): [string, string][] {
  const [first] = statesOf(sender, {});
  const labels = { ...first?.labels, ...(sender.type === 'generic' && { monitor: 'probe' }) };
  return Object.entries(labels).filter(([name]) => sender.carries?.includes(name) ?? true);
}

describe.each(SENDERS)('a storm of $type', (sender) => {
  it('is of as many alerts as it announces', () => {
    expect(streamsOf(statesOf(sender, { service: 'shop' }))).toBe(COUNT);
  });

  it('goes on until the last of them ends', () => {
    const byStream = Map.groupBy(statesOf(sender, { service: 'shop' }), ({ monitor }) => monitor);
    const ends = [...byStream.values()].map((states) => states.findLast(({ state }) => state === 'up')?.at ?? 0);
    expect(Math.max(...ends)).toBe(Date.UTC(2026, 9, 14, 10, 25));
  });

  it.each([
    ...pickable(sender).map(([name, value]): [string, Labels] => [name, { [name]: value }]),
    ['all of them', Object.fromEntries(pickable(sender))],
  ])('is of as many, or refused, where the catalogue picks by %s', (_, labels) => {
    expect([COUNT, 'refused']).toContain(streamsOrRefused(sender, labels));
  });
});

describe('what is refused as a storm', () => {
  it('is what can be one alert only', () => {
    const refused = SENDERS.flatMap((sender) =>
      pickable(sender)
        .filter(([name, value]) => streamsOrRefused(sender, { [name]: value }) === 'refused')
        .map(([name]) => `${sender.type} by ${name}`),
    );
    expect(refused).toEqual(['generic by monitor', 'statuspage by component id', 'uptime-kuma by id']);
  });

  it.each(['alertmanager', 'grafana'])('is an alert of %s that is picked by instance and replica', (type) => {
    expect(() => statesOf(senderFor(type), { instance: 'web-1', replica: '1' })).toThrow(
      'expected --count 1, as what is picked by instance "web-1" and replica "1" is one; got more',
    );
  });

  it('is an alarm that is picked by name and account, which has one ARN', () => {
    const labels = { alarmName: 'payments-errors', account: '123456789012' };
    expect(() => statesOf(senderFor('sns'), labels)).toThrow(
      'expected --count 1, as what is picked by alarmName "payments-errors" and account "123456789012" is one; got more',
    );
  });
});

describe('a storm of an alarm that is picked by its name', () => {
  it('is of the alarms of that name in five accounts', () => {
    const streams = new Set(statesOf(senderFor('sns'), { alarmName: 'payments-errors' }).map(({ monitor }) => monitor));
    expect([...streams].sort()).toEqual([
      'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-errors',
      'arn:aws:cloudwatch:eu-central-1:123456789013:alarm:payments-errors',
      'arn:aws:cloudwatch:eu-central-1:123456789014:alarm:payments-errors',
      'arn:aws:cloudwatch:eu-central-1:123456789015:alarm:payments-errors',
      'arn:aws:cloudwatch:eu-central-1:123456789016:alarm:payments-errors',
    ]);
  });
});
