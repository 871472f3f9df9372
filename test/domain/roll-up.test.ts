import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thousandths } from '../../shared/domain/average.ts';
import type { RollUpRule } from '../../shared/domain/catalogue.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import { attainmentOf, classesOf, MINUTE, outagesOf, type ServiceInHour, type Told } from '../support/hour.ts';

/** An hour of three monitors, each told by the minute. All are up until they say otherwise. */
const CASE: Told = {
  'shop/paris': { 10: 'down', 40: 'up' },
  'shop/oslo': { 20: 'down', 30: 'up' },
  'shop/rome': { 25: 'down', 28: 'up' },
};

function shop(rollUp: RollUpRule, told: Told = CASE) {
  return classesOf([{ id: 'shop', rollUp, monitors: ['paris', 'oslo', 'rome'] }], told);
}

describe('of three monitors: Paris is down from minute 10 to 40, Oslo from 20 to 30, Rome from 25 to 28', () => {
  it('anyDown is down while any is: for 30 minutes', () => {
    expect(shop({ type: 'anyDown' })).toEqual([
      [0, 'up'],
      [10, 'down'],
      [40, 'up'],
    ]);
  });

  it('atLeast: 2 is down while two are: for 10 minutes', () => {
    expect(shop({ type: 'atLeast', monitors: 2 })).toEqual([
      [0, 'up'],
      [20, 'down'],
      [30, 'up'],
    ]);
  });

  it('allDown is down while all are: for 3 minutes', () => {
    expect(shop({ type: 'allDown' })).toEqual([
      [0, 'up'],
      [25, 'down'],
      [28, 'up'],
    ]);
  });

  it('atLeast: 1 is anyDown, and atLeast: 3 is allDown', () => {
    expect(shop({ type: 'atLeast', monitors: 1 })).toEqual(shop({ type: 'anyDown' }));
    expect(shop({ type: 'atLeast', monitors: 3 })).toEqual(shop({ type: 'allDown' }));
  });
});

describe('of the same three monitors, in part', () => {
  const attainment = (rollUp: RollUpRule, told = CASE) =>
    attainmentOf([{ id: 'shop', rollUp, monitors: ['paris', 'oslo', 'rome'] }], told);
  const weighted: RollUpRule = { type: 'weighted', weights: { paris: 5, oslo: 3, rome: 2 } };

  it('weighted counts each by its weight: 30 × 0.5 + 10 × 0.3 + 3 × 0.2 = 18.6 minutes', () => {
    const { downtimeMs, availability, ms } = attainment(weighted);
    expect(downtimeMs).toBe(18.6 * MINUTE);
    // (60 − 18.6) ÷ 60
    expect(availability).toMatchObject({ percent: '69.00' });
    // Down only while all three are; degraded while any other is down.
    expect(ms).toMatchObject({ degraded: 27 * MINUTE, down: 3 * MINUTE, up: 30 * MINUTE });
  });

  it('has one outage, blamed on all that bore a part of it', () => {
    expect(outagesOf(attainment(weighted))).toEqual([[10, 40, 1116, ['oslo', 'paris', 'rome']]]);
  });

  it('monitorSeconds is their average: of four monitors two of which are down for 30 and 10 minutes, 10 minutes', () => {
    const four: ServiceInHour = { id: 'shop', rollUp: { type: 'monitorSeconds' }, monitors: ['a', 'b', 'c', 'd'] };
    const told: Told = { 'shop/a': { 10: 'down', 40: 'up' }, 'shop/b': { 35: 'down', 45: 'up' } };
    expect(attainmentOf([four], told)).toMatchObject({ downtimeMs: 10 * MINUTE, ms: { degraded: 35 * MINUTE } });
  });

  it('of three monitors the first weighs 0.334 and the others 0.333: 30 × 0.334 + 13 × 0.333 = 14.349 minutes', () => {
    expect(attainment({ type: 'monitorSeconds' }).downtimeMs).toBe(14.349 * MINUTE);
  });

  it('nothing is known while one of them is unknown', () => {
    const told: Told = { 'shop/paris': { 10: 'down', 40: 'up' }, 'shop/oslo': { 20: 'unknown', 30: 'up' } };
    expect(attainment(weighted, told)).toMatchObject({
      // 20 minutes × 0.5
      downtimeMs: 10 * MINUTE,
      ms: { degraded: 20 * MINUTE, unknown: 10 * MINUTE },
    });
  });

  describe('under a method by which degraded time counts half', () => {
    const half = { ...methodNamed('contract'), name: 'half', degradedWeight: 500 };
    const told: Told = { 'shop/paris': { 0: 'down', 10: 'up' }, 'shop/oslo': { 0: 'degraded', 10: 'up' } };

    it('a degraded monitor counts half of its weight: 10 × (0.5 + 0.3 ÷ 2) = 6.5 minutes', () => {
      const shops = [{ id: 'shop', rollUp: weighted, monitors: ['paris', 'oslo', 'rome'] }];
      expect(attainmentOf(shops, told, { method: half }).downtimeMs).toBe(6.5 * MINUTE);
    });

    it('of what overlaps the worst weight wins: payments at 0.5, not the shop at 0.15', () => {
      const shops: ServiceInHour[] = [
        {
          id: 'shop',
          rollUp: weighted,
          monitors: ['paris', 'oslo', 'rome'],
          dependsOn: [{ type: 'service', service: 'payments' }],
        },
        { id: 'payments', monitors: ['probe'] },
      ];
      const both: Told = { 'shop/oslo': { 0: 'degraded', 20: 'up' }, 'payments/probe': { 0: 'degraded', 10: 'up' } };
      // 10 × 0.5 + 10 × 0.15
      expect(attainmentOf(shops, both, { method: half }).downtimeMs).toBe(6.5 * MINUTE);
    });
  });
});

describe('weights in thousandths', () => {
  it('add up to one, whatever they are', () => {
    expect(thousandths([1, 1, 1])).toEqual([334, 333, 333]);
    expect(thousandths([3, 1])).toEqual([750, 250]);
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 50 });
    fc.assert(fc.property(weights, (all) => thousandths(all).reduce((sum, it) => sum + it, 0) === 1000));
  });
});

describe('what is not known', () => {
  it.each<[MonitorState, MonitorState, MonitorState, string, string, string]>([
    // Paris, Oslo, Rome; anyDown, atLeast: 2, allDown
    ['down', 'up', 'unknown', 'down', 'unknown', 'up'],
    ['down', 'down', 'unknown', 'down', 'down', 'unknown'],
    ['up', 'unknown', 'unknown', 'unknown', 'unknown', 'up'],
    ['unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['degraded', 'unknown', 'up', 'unknown', 'degraded', 'up'],
    ['degraded', 'down', 'degraded', 'down', 'degraded', 'degraded'],
  ])('matters only where it decides: %s, %s, %s', (paris, oslo, rome, anyDown, atLeastTwo, allDown) => {
    const told: Told = { 'shop/paris': { 0: paris }, 'shop/oslo': { 0: oslo }, 'shop/rome': { 0: rome } };
    expect(shop({ type: 'anyDown' }, told)).toEqual([[0, anyDown]]);
    expect(shop({ type: 'atLeast', monitors: 2 }, told)).toEqual([[0, atLeastTwo]]);
    expect(shop({ type: 'allDown' }, told)).toEqual([[0, allDown]]);
  });
});
