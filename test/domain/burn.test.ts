import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alarms,
  BURN_PAIRS,
  type BurnPair,
  type BurnState,
  burnRate,
  factorText,
  nextBurnState,
  observe,
} from '../../shared/domain/burn.ts';
import type { WindowSpend } from '../../shared/domain/window-spend.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const [hour] = BURN_PAIRS;
if (hour === undefined) throw new Error('expected a pair');

// 99.9 % of 30 days allow 43.2 min.
const budget = { target: '99.9', periodMs: 30 * DAY, allowedMs: 43.2 * MINUTE };

/** A window of agreed minutes, some of them bad. */
function spent(agreed: number, badMs: number, complete = true): WindowSpend {
  return { agreedMs: agreed * MINUTE, downtimeThousandths: badMs * 1000, complete };
}

function seen(longBadMs: number, shortBadMs: number, complete = true) {
  return observe(hour as BurnPair, { long: spent(60, longBadMs, complete), short: spent(5, shortBadMs) }, budget);
}

describe('the factors', () => {
  it.each([
    [30, ['14.400', '6.000', '3.000', '1.000']],
    [28, ['13.440', '5.600', '2.800', '0.933']],
    [7, ['3.360', '1.400', '0.700', '0.233']],
  ])('of a period of %i days are derived from the shares of the budget', (days, factors) => {
    expect(BURN_PAIRS.map((pair) => factorText(pair, days * DAY))).toEqual(factors);
  });

  it('of October in Berlin go by its 745 hours', () => {
    // 2 % of 745 h in 1 h; 5 % in 6 h; 10 % in 24 h and in 72 h.
    const factors = BURN_PAIRS.map((pair) => factorText(pair, 745 * HOUR));
    expect(factors).toEqual(['14.900', '6.208', '3.104', '1.034']);
  });
});

describe('a pair of windows', () => {
  // 14.4 × 0.1 % of an hour are 51.84 s; of five minutes 4.32 s.
  it('gives alarm from just its factor on', () => {
    expect(alarms(seen(51_840, 4_320))).toBe(true);
    expect(alarms(seen(51_839, 4_320))).toBe(false);
    expect(alarms(seen(51_840, 4_319))).toBe(false);
  });

  it('gives none unless both windows burn', () => {
    expect(alarms(seen(10 * MINUTE, 0))).toBe(false);
    expect(alarms(seen(50_000, 50_000))).toBe(false);
  });

  it('gives none before a full long window of history', () => {
    expect(alarms(seen(10 * MINUTE, 5 * MINUTE, false))).toBe(false);
  });

  it('gives none where nothing is agreed', () => {
    const nothing = spent(0, 0);
    expect(alarms(observe(hour as BurnPair, { long: nothing, short: nothing }, budget))).toBe(false);
  });

  it('does not take seconds after opening for an hour: 2 % of 43.2 min must be gone, 51.84 s', () => {
    // One minute of the hour is agreed: 10 s of it are a rate of 166.
    const opening = (badMs: number) =>
      observe(hour as BurnPair, { long: spent(1, badMs), short: spent(1, badMs) }, budget);
    expect(alarms(opening(10_000))).toBe(false);
    expect(alarms(opening(52_000))).toBe(true);
  });

  it('that may lose nothing gives alarm at the first millisecond', () => {
    const nothingAllowed = { target: '100', periodMs: 30 * DAY, allowedMs: 0 };
    const bad = { long: spent(60, 1), short: spent(5, 1) };
    expect(alarms(observe(hour as BurnPair, bad, nothingAllowed))).toBe(true);
    expect(burnRate(bad.long, '100')).toBe(null);
  });

  it('burns at bad share ÷ allowed share, cut off', () => {
    // 10 of 60 min are 16.666… %, of 0.1 % allowed: 166.66.
    expect(burnRate(spent(60, 10 * MINUTE), '99.9')).toBe('166.66');
  });
});

describe('an alert', () => {
  const start = Date.UTC(2026, 9, 14, 9);
  const burning = seen(10 * MINUTE, 5 * MINUTE);
  const over = seen(10 * MINUTE, 0);
  const calm = seen(0, 0);
  const fired: BurnState = { burning: true, changedAt: start, firedAt: start };

  it('fires once both windows burn', () => {
    expect(nextBurnState(undefined, calm, start)).toBe(undefined);
    expect(nextBurnState(undefined, burning, start)).toEqual(fired);
  });

  it('stays on while the long window burns, though the short one does not', () => {
    expect(nextBurnState(fired, over, start + 2 * HOUR)).toBe(fired);
  });

  it('is resolved once the long window does not burn, an hour after it fired at the earliest', () => {
    expect(nextBurnState(fired, calm, start + 59 * MINUTE)).toBe(fired);
    expect(nextBurnState(fired, calm, start + HOUR)).toEqual({
      burning: false,
      changedAt: start + HOUR,
      firedAt: start,
    });
  });

  it('is resolved at once when nothing is agreed any more', () => {
    expect(nextBurnState(fired, undefined, start + MINUTE)).toMatchObject({ burning: false });
    expect(nextBurnState(undefined, undefined, start)).toBe(undefined);
  });

  it('is not changed by an assessment of an earlier moment', () => {
    expect(nextBurnState(fired, undefined, start - 1)).toBe(fired);
  });

  it('fires once in a long window, however its samples go up and down around the threshold', () => {
    const minutes = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.boolean()), { maxLength: 100 });
    fc.assert(
      fc.property(fc.constantFrom(...BURN_PAIRS), minutes, (pair, steps) => {
        const firings: number[] = [];
        let now = start;
        let state: BurnState | undefined;
        for (const [passed, high] of steps) {
          now += passed * MINUTE;
          const next = nextBurnState(state, { ...(high ? burning : calm), pair }, now);
          if (next !== state && next?.burning) firings.push(now);
          state = next;
        }
        for (const [index, at] of firings.slice(1).entries()) {
          expect(at - (firings[index] ?? at)).toBeGreaterThanOrEqual(pair.longMs);
        }
      }),
    );
  });

  it('of samples that alternate every minute for five hours fires five times and is resolved in between', () => {
    let state: BurnState | undefined;
    const changes: string[] = [];
    for (let minute = 0; minute < 300; minute++) {
      const next = nextBurnState(state, minute % 2 === 0 ? burning : calm, start + minute * MINUTE);
      if (next !== state) changes.push(`${next?.burning ? 'on' : 'off'} ${minute}`);
      state = next;
    }
    expect(changes).toEqual(['on 0', 'off 61', 'on 62', 'off 123', 'on 124', 'off 185', 'on 186', 'off 247', 'on 248']);
  });
});
