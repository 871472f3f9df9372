import { BURN_PAIRS, type BurnObservation, type BurnState, burnRate, factorText, nextBurnState } from './burn.ts';
import { digest } from './digest.ts';
import { formatInstant, parseInstant } from './instant.ts';
import type { Attainment } from './result.ts';
import { availabilityTarget } from './running.ts';

/** A burn alert that went off or was resolved. One firing has one id, and its end another: whoever hears it twice knows. */
export interface BurnNotice {
  readonly id: string;
  readonly type: 'SlaBurning' | 'SlaBurnResolved';
  readonly agreement: string;
  readonly service: string;
  readonly period: string;
  /** Per cent, as the agreement says it; missing if availability is no longer promised. */
  readonly target?: string;
  /** The long window of the pair, ISO 8601: `PT1H`. */
  readonly window: string;
  /** Burn rate from which it fires, and the one seen; missing where nothing is observed any more. */
  readonly factor?: string;
  readonly rate?: string | null;
  /** ISO instants: when it was decided, and when the alert had fired. */
  readonly at: string;
  readonly firedAt: string;
}

/** The alert of one pair of windows with the last notice of it, which may still have to be told. */
export interface BurnAlert extends BurnState {
  readonly window: string;
  readonly notice: BurnNotice;
  readonly told: boolean;
}

export type BurnAlerts = readonly BurnAlert[];

/** What an assessment saw. */
export interface BurnSight {
  readonly attainment: Attainment;
  readonly observations: readonly BurnObservation[] | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * The alerts after an assessment: those of pairs that never fired are not there; the very same list if none changed.
 *
 * The pairs are one alert: a pair that fires is told of unless a shorter one burns already, which says it more urgently;
 * the end is told of once none burns any more.
 */
export function nextBurnAlerts(alerts: BurnAlerts, sight: BurnSight): BurnAlerts {
  const next = BURN_PAIRS.flatMap(({ window }) => {
    const before = alerts.find((it) => it.window === window);
    const observation = sight.observations?.find(({ pair }) => pair.window === window);
    const after = nextBurnState(before, observation, sight.now);
    if (after === undefined || after === before) return before ?? [];
    return { ...after, window, notice: noticeOf({ window, state: after, observation }, sight), told: false };
  });
  const changed = next.filter((it) => !alerts.includes(it));
  if (changed.length === 0) return alerts;
  return next.map((it) => (changed.includes(it) && !isNews(it, next, changed) ? { ...it, told: true } : it));
}

// The alerts are in the order of their windows, the shortest first.
function isNews(alert: BurnAlert, next: BurnAlerts, changed: BurnAlerts): boolean {
  const burning = next.find((it) => it.burning);
  return alert.burning ? alert === burning : burning === undefined && alert === changed.at(-1);
}

interface Change {
  readonly window: string;
  readonly state: BurnState;
  readonly observation: BurnObservation | undefined;
}

function noticeOf({ window, state, observation }: Change, { attainment, now }: BurnSight): BurnNotice {
  const { agreement, service, period } = attainment;
  const type = state.burning ? 'SlaBurning' : 'SlaBurnResolved';
  const about = { type, agreement, service, window, firedAt: formatInstant(state.firedAt) } as const;
  const target = availabilityTarget(attainment)?.target;
  const periodMs = parseInstant(period.end) - parseInstant(period.start);
  return {
    id: digest(about),
    ...about,
    period: period.name,
    at: formatInstant(now),
    ...(target !== undefined && { target }),
    ...(observation !== undefined &&
      target !== undefined && {
        factor: factorText(observation.pair, periodMs),
        rate: burnRate(observation.long, target),
      }),
  };
}
