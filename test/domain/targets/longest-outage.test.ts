import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { HOUR, MINUTE, resultOf, was } from './october.ts';

const AN_HOUR: Target = { kind: 'longestOutage', atMostMs: HOUR };

describe('no outage longer than an hour', () => {
  it('is met by outages of 42 and of exactly 60 minutes, however much they are together', () => {
    const signals = [...was('down', '05T10:00', 42), ...was('down', '06T10:00', 60)];
    expect(resultOf(AN_HOUR, signals)).toEqual({
      kind: 'longestOutage',
      target: 'no outage longer than 1 h',
      verdict: 'met',
      allowedMs: 3_600_000,
      usedMs: 3_600_000,
      remainingMs: 0,
      highMs: 3_600_000,
      lastingMs: 0,
    });
  });

  it('is missed by one of 61', () => {
    expect(resultOf(AN_HOUR, was('down', '05T10:00', 61))).toMatchObject({
      verdict: 'missed',
      usedMs: 61 * MINUTE,
      remainingMs: -MINUTE,
    });
  });

  it('is open if an outage and the unknown time beside it can have been one: 42 and 20 minutes', () => {
    const beside = (minutes: number) => [...was('down', '05T10:00', 42), ...was('unknown', '05T10:42', minutes)];
    expect(resultOf(AN_HOUR, beside(20))).toMatchObject({
      verdict: 'notMeasured',
      usedMs: 42 * MINUTE,
      highMs: 62 * MINUTE,
    });
    expect(resultOf(AN_HOUR, beside(18))).toMatchObject({ verdict: 'met', highMs: 60 * MINUTE });
  });

  it('says how long the outage is that lasts', () => {
    const lasting = resultOf(AN_HOUR, was('down', '05T10:00', 42), { until: '05T10:30' });
    expect(lasting).toMatchObject({ usedMs: 30 * MINUTE, lastingMs: 30 * MINUTE });
  });

  it('goes on through maintenance, which does not count: 40 + 40 minutes are one outage of 80', () => {
    const start = Date.UTC(2026, 9, 5, 10, 40);
    const maintenance = {
      kind: 'maintenance',
      services: ['checkout'],
      maintenance: 'CHG-7',
      start,
      end: start + 10 * MINUTE,
      announcedAt: start - HOUR,
    } as const;
    expect(resultOf(AN_HOUR, [...was('down', '05T10:00', 90), maintenance])).toMatchObject({ usedMs: 80 * MINUTE });
    // Down, unknown during the maintenance, down again: it may have been one of 80 as well.
    const blind = [...was('down', '05T10:00', 40), ...was('unknown', '05T10:40', 10), ...was('down', '05T10:50', 40)];
    expect(resultOf(AN_HOUR, [...blind, maintenance])).toMatchObject({
      verdict: 'notMeasured',
      usedMs: 40 * MINUTE,
      highMs: 80 * MINUTE,
    });
  });
});
