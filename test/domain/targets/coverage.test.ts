import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { MINUTE, resultOf, SECOND, was } from './october.ts';

const NINETY_NINE: Target = { kind: 'coverage', target: '99' };

describe('99 % of agreed time monitored', () => {
  it('allow 446 min 24 s of 44,640 min to be unknown', () => {
    expect(resultOf(NINETY_NINE, was('unknown', '05T10:00', 446.4))).toEqual({
      kind: 'coverage',
      target: '99 % of agreed time monitored',
      verdict: 'met',
      percent: '99.0',
      allowedMs: 446 * MINUTE + 24 * SECOND,
      usedMs: 446 * MINUTE + 24 * SECOND,
      remainingMs: 0,
    });
    expect(resultOf(NINETY_NINE, was('unknown', '05T10:00', 447))).toMatchObject({
      verdict: 'missed',
      percent: '98.9',
      remainingMs: -36 * SECOND,
    });
  });

  it('are of the time that is agreed, and down is known', () => {
    expect(resultOf(NINETY_NINE, was('down', '05T10:00', 5_000))).toMatchObject({ verdict: 'met', percent: '100.0' });
  });

  it('do not ask what the method makes of unknown time: icinga counts it as down', () => {
    const asked = { terms: { method: 'icinga' } };
    expect(resultOf(NINETY_NINE, was('unknown', '05T10:00', 447), asked)).toMatchObject({
      verdict: 'missed',
      usedMs: 447 * MINUTE,
    });
  });

  it('allow two hundredths of the time where 98 % are promised: 892 min 48 s', () => {
    expect(resultOf({ kind: 'coverage', target: '98' }, [])).toMatchObject({
      allowedMs: 892 * MINUTE + 48 * SECOND,
      percent: '100.0',
    });
  });

  it('have no share to tell before anything is agreed, and no verdict where nothing ever is', () => {
    const terms = { from: Date.UTC(2026, 9, 15) };
    expect(resultOf(NINETY_NINE, [], { terms, until: '05T00:00' })).toMatchObject({ percent: null, verdict: 'met' });
    const november = { from: Date.UTC(2026, 10, 1) };
    expect(resultOf(NINETY_NINE, [], { terms: november })).toMatchObject({ percent: null, verdict: 'noAgreedTime' });
  });

  it('have the allowance of the whole month from the first day', () => {
    // Blind for 72 of the first 1,440 minutes: 95 % so far.
    const early = resultOf(NINETY_NINE, was('unknown', '01T10:00', 72), { until: '02T00:00' });
    expect(early).toMatchObject({ verdict: 'met', percent: '95.0', allowedMs: 446 * MINUTE + 24 * SECOND });
  });
});
