import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { HOUR, MINUTE, resultOf, was } from './october.ts';

const TWO_HOURS: Target = { kind: 'downtime', atMostMs: 2 * HOUR };

describe('at most 2 hours of downtime', () => {
  it('is met by 50 + 70 minutes, and missed by one more', () => {
    const signals = [...was('down', '05T10:00', 50), ...was('down', '06T10:00', 70)];
    expect(resultOf(TWO_HOURS, signals)).toEqual({
      kind: 'downtime',
      target: 'at most 2 h of downtime',
      verdict: 'met',
      allowedMs: 7_200_000,
      usedMs: 7_200_000,
      remainingMs: 0,
      highMs: 7_200_000,
    });
    expect(resultOf(TWO_HOURS, [...signals, ...was('down', '07T10:00', 1)])).toMatchObject({
      verdict: 'missed',
      remainingMs: -MINUTE,
    });
  });

  it('is open if it depends on unknown time: 50 minutes down and 71 unknown', () => {
    const signals = [...was('down', '05T10:00', 50), ...was('unknown', '06T10:00', 71)];
    expect(resultOf(TWO_HOURS, signals)).toMatchObject({
      verdict: 'notMeasured',
      usedMs: 50 * MINUTE,
      highMs: 121 * MINUTE,
    });
  });

  it('is open if more is unknown than is tolerated: 1 % of 44,640 minutes is 446', () => {
    const lenient: Target = { kind: 'downtime', atMostMs: 10 * HOUR };
    expect(resultOf(lenient, was('unknown', '06T10:00', 446))).toMatchObject({ verdict: 'met' });
    expect(resultOf(lenient, was('unknown', '06T10:00', 447))).toMatchObject({ verdict: 'notMeasured' });
  });

  it('that is exceeded is missed, however much else is unknown', () => {
    const signals = [...was('down', '05T10:00', 121), ...was('unknown', '06T10:00', 5_000)];
    expect(resultOf(TWO_HOURS, signals)).toMatchObject({ verdict: 'missed' });
  });

  it('of another allowance before counts from the change on', () => {
    const before = { day: '10', targets: [{ ...TWO_HOURS, atMostMs: HOUR }] };
    const signals = [...was('down', '05T10:00', 110), ...was('down', '12T10:00', 30)];
    expect(resultOf(TWO_HOURS, signals, { before })).toMatchObject({ verdict: 'met', usedMs: 30 * MINUTE });
  });

  it('without agreed time has no verdict', () => {
    const terms = { from: Date.UTC(2027, 0, 1) };
    expect(resultOf(TWO_HOURS, [], { terms })).toMatchObject({ verdict: 'noAgreedTime' });
  });
});
