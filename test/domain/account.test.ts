import { describe, expect, it } from 'vitest';
import { account } from '../../shared/domain/account.ts';
import { type Classified, classify, sumClasses } from '../../shared/domain/classify.ts';
import {
  type Condition,
  DEGRADED,
  DOWN,
  FEED_SILENT,
  NEVER_SEEN,
  NO_MONITOR,
  REPORTED_UNKNOWN,
  UP,
  WAS_PENDING,
} from '../../shared/domain/condition.ts';
import { InvariantError } from '../../shared/domain/errors.ts';
import type { Layer } from '../../shared/domain/layer.ts';
import { type AccountingMethod, methodNamed } from '../../shared/domain/method.ts';
import { constantTrack } from '../../shared/domain/track.ts';

const contract = methodNamed('contract');
const icinga = methodNamed('icinga');

/** Ten milliseconds in one condition, under one layer. */
function tenMs(condition: Condition, layer: Layer['class'] = 'open'): Classified {
  const window = { start: 0, end: 10 };
  return classify(constantTrack(window, condition), [{ ...window, class: layer }]);
}

/** Agreed, down and uncertain milliseconds of ten. */
function counted(method: AccountingMethod, condition: Condition, layer?: Layer['class']): number[] {
  const { agreedMs, downtimeThousandths, uncertainMs } = account(tenMs(condition, layer), method);
  return [agreedMs, downtimeThousandths / 1000, uncertainMs];
}

describe('each class of time', () => {
  it.each<[string, Condition, string]>([
    ['degraded', DEGRADED, 'degraded'],
    ['down', DOWN, 'down'],
    ['reported unknown', REPORTED_UNKNOWN, 'unknown'],
    ['silent', FEED_SILENT, 'unknown'],
    ['never seen', NEVER_SEEN, 'unknown'],
    ['pending', WAS_PENDING, 'unknown'],
    ['without a monitor', NO_MONITOR, 'unknown'],
  ])('%s is named so', (_what, condition, name) => {
    expect(tenMs(condition).runs.map((run) => run.class)).toEqual([name]);
  });

  it('up is only summed, as it is what lies between all else', () => {
    expect(tenMs(UP)).toEqual({ runs: [], upMs: 10 });
  });

  it('is that of the layer where the agreement decides', () => {
    expect(tenMs(DOWN, 'maintenance').runs.map((run) => run.class)).toEqual(['maintenance']);
  });
});

describe('contract', () => {
  it.each([
    ['up', UP, [10, 0, 0]],
    ['degraded', DEGRADED, [10, 0, 0]],
    ['down', DOWN, [10, 10, 0]],
    ['unknown', REPORTED_UNKNOWN, [0, 0, 10]],
    ['silent', FEED_SILENT, [0, 0, 10]],
    ['never seen', NEVER_SEEN, [0, 0, 10]],
    ['pending', WAS_PENDING, [0, 0, 10]],
    ['without a monitor', NO_MONITOR, [0, 0, 10]],
  ])('counts ten milliseconds %s as agreed, down and uncertain', (_what, condition, expected) => {
    expect(counted(contract, condition)).toEqual(expected);
  });

  it.each<Layer['class']>(['notInForce', 'outOfHours', 'excluded', 'maintenance'])('leaves out %s', (layer) => {
    expect(counted(contract, DOWN, layer)).toEqual([0, 0, 0]);
  });
});

describe('icinga', () => {
  it.each([
    ['up', UP, [10, 0, 0]],
    ['warning', DEGRADED, [10, 0, 0]],
    ['critical', DOWN, [10, 10, 0]],
    ['UNKNOWN', REPORTED_UNKNOWN, [10, 10, 0]],
    ['pending', WAS_PENDING, [0, 0, 0]],
    ['without a monitor', NO_MONITOR, [0, 0, 10]],
  ])('counts ten milliseconds %s as agreed, down and uncertain', (_what, condition, expected) => {
    expect(counted(icinga, condition)).toEqual(expected);
  });

  it('keeps downtime in the denominator, as fine', () => {
    expect(counted(icinga, DOWN, 'maintenance')).toEqual([10, 0, 0]);
  });
});

describe('other settings that a method may have', () => {
  it('degraded time weighs a share of downtime', () => {
    expect(counted({ ...contract, degradedWeight: 300 }, DEGRADED)).toEqual([10, 3, 0]);
  });

  it('maintenance and the unknown count as down, or as up', () => {
    const strict: AccountingMethod = {
      ...contract,
      maintenance: 'countAsDown',
      unknown: { ...contract.unknown, feedSilent: 'countAsDown', neverSeen: 'countAsUp' },
    };
    expect(counted(strict, UP, 'maintenance')).toEqual([10, 10, 0]);
    expect(counted(strict, FEED_SILENT)).toEqual([10, 10, 0]);
    expect(counted(strict, NEVER_SEEN)).toEqual([10, 0, 0]);
  });
});

describe('the sum of the classes', () => {
  it('is the window', () => {
    expect(sumClasses(tenMs(DOWN), { start: 0, end: 10 })).toMatchObject({ period: 10, down: 10 });
    expect(sumClasses(tenMs(UP), { start: 0, end: 10 })).toMatchObject({ period: 10, up: 10 });
  });

  it('that is not the window stops everything', () => {
    expect(() => sumClasses(tenMs(DOWN), { start: 0, end: 11 })).toThrow(InvariantError);
    expect(() => sumClasses(tenMs(DOWN), { start: 0, end: 11 })).toThrow(
      'the classes sum to 10 ms, the period has 11 ms',
    );
  });
});
