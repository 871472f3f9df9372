import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { closedQuestions } from '../../shared/domain/plan.ts';
import { agreement, version } from '../support/catalogue.ts';

const DAY_MS = 86_400_000;

function planned(now: string, periods: number, overrides: Partial<Agreement> = {}): string[] {
  const versions = [version({ agreements: [agreement(overrides)] })];
  return closedQuestions(versions, { now: parseInstant(now), periods }).map(({ period }) => period.name);
}

describe('the periods that a plan counts', () => {
  it('are the latest that are over with their grace, oldest first', () => {
    expect(planned('2027-01-03T23:59:59Z', 2)).toEqual(['2026-10', '2026-11']);
    expect(planned('2027-01-04T00:00:00Z', 2)).toEqual(['2026-11', '2026-12']);
    expect(planned('2027-01-04T00:00:00Z', 20)).toHaveLength(20);
  });

  it('are closed by the grace that was agreed when they ended, as reports are', () => {
    const longer = { amendments: [{ from: Date.UTC(2027, 0, 1), graceMs: 20 * DAY_MS }] };
    expect(planned('2027-01-15T00:00:00Z', 1, longer)).toEqual(['2026-12']);
    expect(planned('2027-02-15T00:00:00Z', 1, longer)).toEqual(['2026-12']);
    expect(planned('2027-02-21T00:00:00Z', 1, longer)).toEqual(['2027-01']);
  });

  it('are those in which the agreement was in force', () => {
    expect(planned('2027-01-04T00:00:00Z', 4, { from: Date.UTC(2026, 10, 20) })).toEqual(['2026-11', '2026-12']);
  });
});
