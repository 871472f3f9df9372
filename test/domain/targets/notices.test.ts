import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { decideImprovement } from '../../../shared/domain/improvement.ts';
import { noticesOf } from '../../../shared/domain/notice.ts';
import type { Signal } from '../../../shared/domain/signal.ts';
import { attainmentOf, counted, DAY, HOUR, MINUTE, type October, was } from './october.ts';

const BREACHES: readonly { target: Target; signals: readonly Signal[]; says: object }[] = [
  {
    target: { kind: 'outages', atMost: 1, longerThanMs: 15 * MINUTE },
    signals: [...was('down', '05T10:00', 20), ...was('down', '06T10:00', 20)],
    says: { target: 'at most 1 outage longer than 15 min', cause: 'probe', allowed: 1, used: 2 },
  },
  {
    target: { kind: 'longestOutage', atMostMs: HOUR },
    signals: was('down', '05T10:00', 90),
    says: { target: 'no outage longer than 1 h', cause: 'probe', allowedMs: HOUR, usedMs: 90 * MINUTE },
  },
  {
    target: { kind: 'downtime', atMostMs: HOUR },
    signals: was('down', '05T10:00', 90),
    says: { target: 'at most 1 h of downtime', cause: 'probe', allowedMs: HOUR, usedMs: 90 * MINUTE },
  },
  {
    target: { kind: 'requests', indicator: 'orders', target: '99', minimum: 0 },
    signals: [counted('05T10:00', 980, 1_000)],
    says: { target: '99 % of orders succeed', cause: 'orders', allowed: 10, used: 20 },
  },
  {
    target: { kind: 'latency', indicator: 'fast', target: '99', minimum: 0 },
    signals: [counted('05T10:00', 980, 1_000, 'fast')],
    says: { target: '99 % of fast in time', cause: 'fast', allowed: 10, used: 20 },
  },
  {
    target: { kind: 'mtbf', atLeastMs: 30 * DAY },
    signals: [...was('down', '05T10:00', 1), ...was('down', '06T10:00', 1)],
    says: { target: 'at least 30 d between outages', cause: 'probe', allowed: 1, used: 2 },
  },
  {
    target: { kind: 'coverage', target: '99' },
    signals: was('unknown', '05T10:00', 1_000),
    says: { target: '99 % of agreed time monitored', cause: 'monitoring', usedMs: 1_000 * MINUTE },
  },
];

function notices(target: Target, signals: readonly Signal[], asked?: October) {
  return noticesOf(attainmentOf([target], signals, asked));
}

describe('a missed target', () => {
  it.each(BREACHES)('is a breach that says what and by how much: $target.kind', ({ target, signals, says }) => {
    const told = notices(target, signals);
    expect(told).toMatchObject([{ type: 'SlaBreached', kind: target.kind, ...says }]);
  });

  it.each(BREACHES)('raises an improvement item: $target.kind', ({ target, signals }) => {
    const [breach] = notices(target, signals);
    if (breach === undefined) throw new Error('expected a breach');
    const owner = { name: 'Amara Okafor', email: 'amara.okafor@example.com' };
    const decision = decideImprovement(breach, [], { owner, serviceName: 'Checkout API', now: 0 });
    expect(decision).toMatchObject({
      type: 'raise',
      item: { title: `Checkout API missed its target: ${breach.target}` },
    });
  });

  it('is told of apart from another of its kind', () => {
    const targets = ['99', '99.9'].map(
      (target): Target => ({ kind: 'requests', indicator: 'orders', target, minimum: 0 }),
    );
    const told = noticesOf(attainmentOf(targets, [counted('05T10:00', 980, 1_000)]));
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });
});

describe('while the month runs', () => {
  it('a share of requests below its target is at risk: the rest of the month may make up for it', () => {
    const target: Target = { kind: 'requests', indicator: 'orders', target: '99', minimum: 0 };
    const signals = [counted('05T10:00', 980, 1_000)];
    expect(notices(target, signals, { until: '06T00:00' })).toMatchObject([{ type: 'SlaAtRisk' }]);
  });

  it('a target of which three quarters are used is at risk', () => {
    const until = '20T00:00';
    const downtime: Target = { kind: 'downtime', atMostMs: 2 * HOUR };
    expect(notices(downtime, was('down', '05T10:00', 89), { until })).toEqual([]);
    expect(notices(downtime, was('down', '05T10:00', 90), { until })).toMatchObject([{ type: 'SlaAtRisk' }]);
    const outages: Target = { kind: 'outages', atMost: 2, longerThanMs: 0 };
    const two = [...was('down', '05T10:00', 1), ...was('down', '06T10:00', 1)];
    expect(notices(outages, two.slice(2), { until })).toEqual([]);
    expect(notices(outages, two, { until })).toMatchObject([{ type: 'SlaAtRisk', used: 2, allowed: 2 }]);
  });

  it('an outage is a risk to the longest allowed as long as it lasts', () => {
    const target: Target = { kind: 'longestOutage', atMostMs: HOUR };
    const signals = was('down', '05T10:00', 50);
    expect(notices(target, signals, { until: '05T10:40' })).toEqual([]);
    expect(notices(target, signals, { until: '05T10:45' })).toMatchObject([{ type: 'SlaAtRisk' }]);
    expect(notices(target, signals, { until: '05T11:00' })).toEqual([]);
  });

  it('too few requests are no risk', () => {
    const target: Target = { kind: 'requests', indicator: 'orders', target: '99', minimum: 1_000 };
    expect(notices(target, [counted('05T10:00', 1, 10)], { until: '06T00:00' })).toEqual([]);
  });
});
