import { describe, expect, it } from 'vitest';
import type { TargetItem } from '../../shared/domain/improvement.ts';
import { isDueForReview, itemAsOf, reviewed, standingOf, stillHolds } from '../../shared/domain/improvement-review.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { buildAttainment, outage } from '../support/attainment-builder.ts';
import { improvement } from '../support/report-samples.ts';

const MINUTE = 60_000;
const NOW = '2026-11-03T10:00:00.000Z';

/** Raised in October as so many minutes of 44.7 were used, by the monitor `probe`. */
function raisedAt(minutes: number): TargetItem {
  const amounts = { allowedMs: 44.7 * MINUTE, usedMs: minutes * MINUTE };
  return improvement({ cause: 'probe', evidence: [{ period: '2026-10', link: '/services/checkout', ...amounts }] });
}

const item = raisedAt(45);

/** The item after October was counted again: down for so many minutes on end, seen by `by`. */
function countedAgain(
  before: TargetItem,
  { down, by = 'probe', now = NOW, until }: { down: number; by?: string; now?: string; until?: string },
): TargetItem {
  const outages = [outage('2026-10-14T07:12:00Z', down, by)];
  const attainment = buildAttainment({ service: 'checkout', down, outages, ...(until !== undefined && { until }) });
  return reviewed(before, new Map([['2026-10', attainment]]), parseInstant(now));
}

function later(of: TargetItem): readonly object[] | undefined {
  return of.evidence[0]?.later;
}

describe('an item whose period is counted again', () => {
  it('keeps what was told, and has what was found beside it', () => {
    const turned = countedAgain(item, { down: 10 });
    expect(turned.evidence).toEqual([
      {
        ...item.evidence[0],
        later: [{ at: NOW, verdict: 'met', allowedMs: 44.7 * MINUTE, usedMs: 10 * MINUTE }],
      },
    ]);
    expect({ ...turned, evidence: [] }).toEqual({ ...item, evidence: [] });
    expect([stillHolds(item), stillHolds(turned)]).toEqual([true, false]);
  });

  it('is the same object when nothing is new, however often it is counted', () => {
    expect(countedAgain(item, { down: 45 })).toBe(item);
    const turned = countedAgain(item, { down: 10 });
    expect(countedAgain(turned, { down: 10, now: '2026-11-03T11:00:00Z' })).toBe(turned);
  });

  it('has every turn of the verdict, in the order in which it was found', () => {
    const turned = countedAgain(item, { down: 10 });
    const again = countedAgain(turned, { down: 45, now: '2026-11-04T10:00:00Z' });
    expect(later(again)).toMatchObject([
      { verdict: 'met', usedMs: 10 * MINUTE },
      { at: '2026-11-04T10:00:00.000Z', verdict: 'missed', usedMs: 45 * MINUTE },
    ]);
    expect(stillHolds(again)).toBe(true);
  });

  it('has the figures of a period that is over, as an outage went on after it was told', () => {
    expect(later(countedAgain(item, { down: 128 }))).toEqual([
      { at: NOW, verdict: 'missed', allowedMs: 44.7 * MINUTE, usedMs: 128 * MINUTE },
    ]);
  });

  it('names who saw the downtime where that is another monitor than its cause', () => {
    const blamed = countedAgain(item, { down: 45, by: 'database' });
    expect(later(blamed)).toMatchObject([{ verdict: 'missed', cause: 'database' }]);
    expect(stillHolds(blamed)).toBe(false);
  });

  it('says so where the target is promised no more, once', () => {
    const counted = new Map([['2026-10', undefined]]);
    const gone = reviewed(item, counted, parseInstant(NOW));
    expect(later(gone)).toEqual([{ at: NOW, verdict: 'notPromised' }]);
    expect(reviewed(gone, counted, parseInstant('2026-11-04T10:00:00Z'))).toBe(gone);
    const other = { ...item, target: { kind: 'outages', target: 'at most 2 outages' } } as const;
    expect(later(countedAgain(other, { down: 45 }))).toEqual([{ at: NOW, verdict: 'notPromised' }]);
  });

  it('is left alone where the period was not counted', () => {
    expect(reviewed(item, new Map(), parseInstant(NOW))).toBe(item);
  });
});

describe('an item whose period still runs', () => {
  const running = { until: '2026-10-20T00:00:00Z' };

  it('has no news while the outage goes on', () => {
    expect(countedAgain(item, { ...running, down: 60 })).toBe(item);
  });

  it('has news when a correction took time away, though it is missed all the same', () => {
    expect(later(countedAgain(raisedAt(90), { ...running, down: 50 }))).toMatchObject([
      { verdict: 'missed', usedMs: 50 * MINUTE },
    ]);
  });
});

describe('what was found', () => {
  const twice = countedAgain(countedAgain(item, { down: 10 }), { down: 50, now: '2026-11-05T10:00:00Z' });

  it('holds as of the latest', () => {
    expect(twice.evidence.map(standingOf)).toEqual([
      { verdict: 'missed', allowedMs: 44.7 * MINUTE, usedMs: 50 * MINUTE },
    ]);
    expect(item.evidence.map(standingOf)).toEqual([
      { verdict: 'missed', allowedMs: 44.7 * MINUTE, usedMs: 45 * MINUTE },
    ]);
  });

  it('is known from when it was found', () => {
    expect(itemAsOf(twice, parseInstant(NOW) - 1)).toEqual(item);
    expect(later(itemAsOf(twice, parseInstant(NOW)))).toMatchObject([{ verdict: 'met' }]);
    expect(itemAsOf(twice, Number.POSITIVE_INFINITY)).toEqual(twice);
  });
});

describe('a period of the evidence', () => {
  const end = parseInstant('2026-11-01T00:00:00Z');
  const days = (count: number, hour: number) => end + count * 24 * 60 * MINUTE + hour * 60 * MINUTE;

  it('is counted again every hour for two months, then once a day for a year', () => {
    // The 62nd day after it ended begins on 2 January.
    expect(isDueForReview({ end }, days(62, 0))).toBe(true);
    expect(isDueForReview({ end }, days(62, 1))).toBe(false);
    expect(isDueForReview({ end }, days(63, 0))).toBe(true);
    expect(isDueForReview({ end }, days(400, 0))).toBe(true);
    expect(isDueForReview({ end }, days(401, 0))).toBe(false);
    expect(isDueForReview({ end }, end - 1)).toBe(true);
  });
});
