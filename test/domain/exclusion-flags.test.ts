import { describe, expect, it } from 'vitest';
import { exclusionFlags, helpFlags, type Sides } from '../../shared/domain/exclusion-flags.ts';
import type { Interval } from '../../shared/domain/interval.ts';
import type { Verdict } from '../../shared/domain/result.ts';
import { buildAttainment } from '../support/attainment-builder.ts';

const LATE = 'entered after the outage had begun';
const HELPS = 'helps to turn a missed target into a met one';

/** The verdict with corrections and without any, and the outages that there would be without. */
function sides(figure: Verdict, plain: Verdict, ...outages: Interval[]): Sides {
  const attainment = (verdict: Verdict) => buildAttainment({ service: 'checkout', verdict });
  return { figure: attainment(figure), plain: attainment(plain), outages };
}

describe('the flags of an exclusion', () => {
  it('are judged by the outages that it touches, not by others', () => {
    const outages = [
      { start: 100, end: 200 },
      { start: 900, end: 1_000 },
    ];
    const between = { start: 200, end: 900, enteredAt: 500 };
    expect(exclusionFlags(between, sides('met', 'met', ...outages))).toEqual([]);
    // Of the second outage it covers 1 of 100, and was entered before that began.
    expect(exclusionFlags({ ...between, end: 901 }, sides('met', 'met', ...outages))).toEqual([]);
  });

  it('say that it came late if one of the outages in it had begun', () => {
    const outages = [
      { start: 100, end: 200 },
      { start: 300, end: 400 },
    ];
    const exclusion = { start: 190, end: 310, enteredAt: 250 };
    expect(exclusionFlags(exclusion, sides('met', 'met', ...outages))).toEqual([LATE]);
  });

  it('name the largest share of an outage that it covers', () => {
    const outages = [
      { start: 100, end: 200 },
      { start: 300, end: 400 },
    ];
    const exclusion = { start: 110, end: 395, enteredAt: 0 };
    expect(exclusionFlags(exclusion, sides('met', 'met', ...outages))).toEqual(['covers 95 % of an outage']);
  });
});

describe('a correction helps', () => {
  const outage = { start: 100, end: 200 };

  it('where a target is met that would be missed', () => {
    expect(helpFlags(outage, sides('met', 'missed', outage))).toEqual([HELPS]);
  });

  it.each<[Verdict, Verdict]>([
    ['met', 'met'],
    ['missed', 'missed'],
    ['met', 'notMeasured'],
    ['notMeasured', 'missed'],
  ])('not where the verdict is %s, and %s without it', (figure, plain) => {
    expect(helpFlags(outage, sides(figure, plain, outage))).toEqual([]);
  });

  it('not where it touches no outage: then it was another one that helped', () => {
    expect(helpFlags({ start: 200, end: 300 }, sides('met', 'missed', outage))).toEqual([]);
  });
});
