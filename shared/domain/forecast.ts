import { alarms, type BurnObservation, burnRate, factorText } from './burn.ts';
import { decimals, truncate } from './decimal.ts';
import { formatInstant } from './instant.ts';
import type { Interval } from './interval.ts';
import type { Attainment, AvailabilityResult, BurningWindow, Forecast } from './result.ts';

/** What a forecast is made from. */
export interface Outlook {
  readonly attainment: Pick<Attainment, 'agreedMs' | 'downtimeMs' | 'availability'>;
  readonly target: AvailabilityResult;
  /** Agreed time that is still to come in the period, in order. */
  readonly ahead: readonly Interval[];
  readonly periodMs: number;
  /** Pairs of windows as they are now. */
  readonly observations: readonly BurnObservation[];
}

/**
 * Where a running period leads: when its budget is used up at the pace so far and at the pace of the windows that
 * burn, and the best it can still come to. Undefined without agreed time.
 */
export function forecastOf({ attainment, target, ahead, periodMs, observations }: Outlook): Forecast | undefined {
  const { agreedMs, downtimeMs, availability } = attainment;
  // Where nothing has been seen there is no pace to go on with.
  if (availability === null) return undefined;
  const whole = agreedMs + ahead.reduce((ms, { start, end }) => ms + end - start, 0);
  const soFar = { agreedMs, downtimeThousandths: downtimeMs * 1000 };
  return {
    lostAt: lostAt(soFar, target.remainingMs, ahead),
    bestPercent: truncate(BigInt(whole - downtimeMs) * 100n, BigInt(whole), decimals(availability.percent)),
    leftMs: target.remainingMs,
    burning: observations.filter(alarms).map(({ pair, long }): BurningWindow => {
      return {
        window: pair.window,
        factor: factorText(pair, periodMs),
        rate: burnRate(long, target.target),
        lostAt: lostAt(long, target.remainingMs, ahead),
      };
    }),
  };
}

interface Pace {
  readonly agreedMs: number;
  readonly downtimeThousandths: number;
}

// The first whole millisecond of agreed time ahead by which more than what is left would be used.
function lostAt({ agreedMs, downtimeThousandths }: Pace, leftMs: number, ahead: readonly Interval[]): string | null {
  if (downtimeThousandths === 0 || leftMs < 0) return null;
  let needed = Number((BigInt(leftMs) * BigInt(agreedMs) * 1000n) / BigInt(downtimeThousandths));
  for (const { start, end } of ahead) {
    if (needed < end - start) return formatInstant(start + needed);
    needed -= end - start;
  }
  return null;
}
