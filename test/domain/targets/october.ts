import type { Agreement, Catalogue, Target } from '../../../shared/domain/catalogue.ts';
import { foldSignals } from '../../../shared/domain/compute.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import type { Attainment, TargetResult } from '../../../shared/domain/result.ts';
import type { MonitorState, Signal } from '../../../shared/domain/signal.ts';
import { agreement, service, version } from '../../support/catalogue.ts';
import { countTwice } from '../../support/counted-twice.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The service was in this state for so many minutes from a time of October 2026 on, such as `14T09:00`, UTC; then up. */
export function was(state: MonitorState, from: string, minutes: number): Signal[] {
  const at = october(from);
  const about = { kind: 'state', monitor: 'probe' } as const;
  return [
    { ...about, state, at },
    { ...about, state: 'up', at: at + minutes * MINUTE },
  ];
}

/** Of so many requests in the hour from a time of October 2026 on so many were good. */
export function counted(from: string, good: number, total: number, indicator = 'orders'): Signal {
  const start = october(from);
  return { kind: 'count', indicator, good, total, start, end: start + HOUR };
}

export function october(at: string): number {
  return parseInstant(`2026-10-${at}:00Z`);
}

export interface October {
  /** Counted until a time of October 2026; the whole month unless said. */
  readonly until?: string;
  readonly terms?: Partial<Agreement>;
  readonly calendars?: Catalogue['calendars'];
  /** What the targets were before a day of October 2026. */
  readonly before?: { readonly day: string; readonly targets: readonly Target[] };
}

/** October 2026 of one service in UTC: 31 days, 744 hours, 44,640 minutes; 1 % of unknown time is tolerated. */
export function attainmentOf(targets: readonly Target[], signals: readonly Signal[], asked: October = {}): Attainment {
  const { until, terms = {}, calendars = {}, before } = asked;
  const worded = (own: readonly Target[], effectiveFrom: number) =>
    version({
      effectiveFrom,
      calendars,
      services: [service({ indicators: ['orders', 'fast'] })],
      agreements: [agreement({ services: [{ service: 'checkout', targets: own }], ...terms })],
    });
  const versions =
    before === undefined
      ? [worded(targets, 0)]
      : [worded(before.targets, 0), worded(targets, october(`${before.day}T00:00`))];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const now = until === undefined ? parseInstant('2027-01-01T00:00:00Z') : october(until);
  const [only] = countTwice(versions, folded, { period: '2026-10', now });
  if (only === undefined) throw new Error('expected an attainment');
  return only;
}

/** The result of the only target. */
export function resultOf(target: Target, signals: readonly Signal[], asked?: October): TargetResult {
  const [only] = attainmentOf([target], signals, asked).targets;
  if (only === undefined) throw new Error('expected a result');
  return only;
}
