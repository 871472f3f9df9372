import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { pastPeriods, periodsToClose } from '../../shared/domain/closing.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { agreement } from '../support/catalogue.ts';

// Reports stay open for 72 hours.
interface Setting extends Partial<Agreement> {
  readonly since?: string;
}

function due(now: string, closed: readonly string[] = [], { since = now, ...overrides }: Setting = {}): string[] {
  const facts = { now: parseInstant(now), closed: new Set(closed), since: parseInstant(since) };
  return periodsToClose(agreement(overrides), facts).map(({ name }) => name);
}

describe('a period is closed', () => {
  it('once its grace is over, and not a millisecond before', () => {
    expect(due('2026-11-03T23:59:59.999Z', ['2026-09'])).toEqual([]);
    expect(due('2026-11-04T00:00:00.000Z', ['2026-09'])).toEqual(['2026-10']);
  });

  it('once', () => {
    expect(due('2026-11-20T00:00:00Z', ['2026-09', '2026-10'])).toEqual([]);
  });

  it('late and oldest first, when nobody was there to do it', () => {
    expect(due('2027-01-20T00:00:00Z', ['2026-09'])).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('as the first of all only if it is the latest: nobody wants a year of old reports', () => {
    expect(due('2026-11-20T00:00:00Z')).toEqual(['2026-10']);
  });

  it('late as well when none was ever closed, back to where the installation began', () => {
    const since = { since: '2026-10-20T00:00:00Z' };
    expect(due('2027-01-20T00:00:00Z', [], since)).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('by the clock of its zone', () => {
    // In New York, October ends at 04:00 UTC on 1 November.
    const newYork = { timeZone: 'America/New_York' };
    expect(due('2026-11-04T03:59:59.999Z', ['2026-09'], newYork)).toEqual([]);
    expect(due('2026-11-04T04:00:00Z', ['2026-09'], newYork)).toEqual(['2026-10']);
  });

  it('only if the agreement was in force in it', () => {
    const november = { from: parseInstant('2026-11-01T00:00:00Z') };
    expect(due('2026-11-20T00:00:00Z', [], november)).toEqual([]);
    const ended = { to: parseInstant('2026-10-01T00:00:00Z') };
    expect(due('2026-11-20T00:00:00Z', ['2026-08'], ended)).toEqual(['2026-09']);
  });
});

describe('the periods that are past', () => {
  it('are told newest first, a year of them and one more', () => {
    const names = pastPeriods(agreement(), parseInstant('2026-11-20T00:00:00Z')).map(({ name }) => name);
    expect([names[0], names[12], names.length]).toEqual(['2026-10', '2025-10', 13]);
  });
});
