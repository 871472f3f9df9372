import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { dueForRecount, graceOf, type Looked, pastPeriods, periodsToClose } from '../../shared/domain/closing.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { agreement, version } from '../support/catalogue.ts';

// Reports stay open for 72 hours.
interface Setting extends Partial<Agreement> {
  readonly since?: string;
}

function lookedAt(now: string, agreed: Agreement): Looked {
  return { now: parseInstant(now), graceOf: graceOf([version({ agreements: [agreed] })], agreed) };
}

function due(now: string, closed: readonly string[] = [], { since = now, ...overrides }: Setting = {}): string[] {
  const agreed = agreement(overrides);
  const facts = { closed: new Set(closed), since: parseInstant(since), ...lookedAt(now, agreed) };
  return periodsToClose(agreed, facts).map(({ name }) => name);
}

describe('a period is closed', () => {
  it('once its grace is over, and not a millisecond before', () => {
    expect(due('2026-11-03T23:59:59.999Z', ['2026-09'])).toEqual([]);
    expect(due('2026-11-04T00:00:00.000Z', ['2026-09'])).toEqual(['2026-10']);
  });

  it('by the grace that was agreed when it ended: one that changes later is of later periods', () => {
    const day = 86_400_000;
    const shorter = { amendments: [{ from: Date.UTC(2026, 10, 1), graceMs: day }] };
    expect(due('2026-11-03T23:59:59.999Z', ['2026-09'], shorter)).toEqual([]);
    expect(due('2026-11-04T00:00:00.000Z', ['2026-09'], shorter)).toEqual(['2026-10']);
    expect(due('2026-12-02T00:00:00.000Z', ['2026-10'], shorter)).toEqual(['2026-11']);
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

describe('a rolling agreement', () => {
  const rolling = { period: 'rolling 30d' as const };

  it('is closed once a month, for the window that ends with it', () => {
    expect(due('2026-11-04T00:00:00Z', ['2026-09-30/30d'], rolling)).toEqual(['2026-10-31/30d']);
    expect(due('2026-11-20T00:00:00Z', ['2026-08-31/30d'], rolling)).toEqual(['2026-09-30/30d', '2026-10-31/30d']);
  });

  it('is not closed within the grace, nor for the windows of the days between', () => {
    expect(due('2026-11-03T23:59:59.999Z', ['2026-09-30/30d'], rolling)).toEqual([]);
    expect(due('2026-10-20T00:00:00Z', ['2026-09-30/30d'], rolling)).toEqual([]);
  });
});

describe('a weekly agreement', () => {
  const weekly = { period: 'week' as const };

  it('is made up for when nothing could be closed for a quarter', () => {
    // Weeks 41 to 53 of 2026 are 13; week 1 ended on 10 January, week 2 on the 17th, its grace on the 20th.
    const made = due('2027-01-20T00:00:00Z', ['2026-W40'], weekly);
    expect([made.length, made[0], made.at(-1)]).toEqual([14, '2026-W41', '2027-W01']);
  });

  it('is closed however long its grace is', () => {
    // 100 days before 20 January 2027 is 12 October 2026, the Monday on which week 41 is just over.
    const graceMs = 100 * 86_400_000;
    expect(due('2027-01-20T00:00:00Z', ['2026-W40'], { ...weekly, graceMs })).toEqual(['2026-W41']);
  });
});

describe('the periods that are past', () => {
  it('are told newest first, a year of them and one more', () => {
    const names = pastPeriods(agreement(), lookedAt('2026-11-20T00:00:00Z', agreement())).map(({ name }) => name);
    expect([names[0], names[12], names.length]).toEqual(['2026-10', '2025-10', 13]);
  });
});

describe('closed reports that are counted again', () => {
  const closed = ['2026-10', '2026-09', '2026-08'];

  it('are the newest two', () => {
    expect(dueForRecount(closed, parseInstant('2026-11-20T13:00:00Z'))).toEqual(['2026-10', '2026-09']);
  });

  it('are all of them in the first hour of a day', () => {
    expect(dueForRecount(closed, parseInstant('2026-11-20T00:59:59Z'))).toEqual(closed);
    expect(dueForRecount(closed, parseInstant('2026-11-20T01:00:00Z'))).toEqual(['2026-10', '2026-09']);
  });
});
