import { decimals, percentage, truncate } from '../../shared/domain/decimal.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import type {
  Attainment,
  CorrectionResult,
  NotCounted,
  NotKnown,
  Outage,
  TargetResult,
  Verdict,
} from '../../shared/domain/result.ts';
import { gravest } from '../../shared/domain/verdict.ts';

const MINUTE = 60_000;

/** October 2026 in Europe/Berlin: 44,700 minutes, as the clock goes back on the 25th. */
export const OCTOBER: Attainment['period'] = {
  name: '2026-10',
  start: '2026-10-01T00:00:00+02:00',
  end: '2026-11-01T00:00:00+01:00',
  timeZone: 'Europe/Berlin',
};

/** What matters of an attainment in a test of its presentation; times are minutes. */
export interface AttainmentFacts {
  readonly service: string;
  readonly target?: string;
  readonly verdict?: Verdict;
  readonly down?: number;
  readonly unknown?: number;
  readonly degraded?: number;
  readonly outOfHours?: number;
  readonly outages?: readonly Outage[];
  /** Beside availability. */
  readonly others?: readonly TargetResult[];
  readonly notCounted?: readonly NotCounted[];
  readonly notKnown?: readonly NotKnown[];
  readonly assumedAlive?: readonly string[];
  readonly period?: Attainment['period'];
  readonly until?: string;
}

/** An attainment under the method `contract` whose numbers fit together. */
export function buildAttainment(facts: AttainmentFacts): Attainment {
  const { target = '99.9', period = OCTOBER, others = [] } = facts;
  const ms = classes(facts, period);
  const agreedMs = ms.down + ms.degraded + ms.up;
  const fraction = percentage(target);
  const allowedMs = Number((BigInt(agreedMs) * (fraction.denominator - fraction.numerator)) / fraction.denominator);
  const verdict = facts.verdict ?? (ms.down > allowedMs ? 'missed' : 'met');
  return {
    agreement: 'acme-2026',
    service: facts.service,
    method: 'contract',
    methodHash: 'c0ffee5a17d3b2e4f6a8091b2c3d4e5f60718293a4b5c6d7e8f9012345678901',
    period,
    until: facts.until ?? period.end,
    ms,
    agreedMs,
    downtimeMs: ms.down,
    availability: agreedMs === 0 ? null : availability(ms, agreedMs, decimals(target) + 1),
    targets: [
      { kind: 'availability', target, verdict, allowedMs, usedMs: ms.down, remainingMs: allowedMs - ms.down },
      ...others,
    ],
    verdict: gravest([verdict, ...others.map((it) => it.verdict)]),
    outages: facts.outages ?? [],
    notCounted: facts.notCounted ?? [],
    notKnown: facts.notKnown ?? [],
    assumedAlive: facts.assumedAlive ?? [],
  };
}

/** An outage by its local start and length in minutes. */
export function outage(start: string, minutes: number, ...monitors: string[]): Outage {
  return { ...stretch(start, minutes), countedMs: minutes * MINUTE, monitors };
}

/** Start and end of a stretch by its start and length in minutes. */
export function stretch(start: string, minutes: number): { start: string; end: string } {
  return { start, end: formatInstant(parseInstant(start) + minutes * MINUTE, OCTOBER.timeZone) };
}

function classes(facts: AttainmentFacts, period: Attainment['period']): Attainment['ms'] {
  const whole = parseInstant(facts.until ?? period.end) - parseInstant(period.start);
  const sum = (kind: NotCounted['class']): number =>
    (facts.notCounted ?? []).filter((it) => it.class === kind).reduce((total, it) => total + it.ms, 0);
  const bad = {
    notInForce: 0,
    outOfHours: (facts.outOfHours ?? 0) * MINUTE,
    excluded: sum('excluded'),
    maintenance: sum('maintenance'),
    unknown: (facts.unknown ?? 0) * MINUTE,
    down: (facts.down ?? 0) * MINUTE,
    degraded: (facts.degraded ?? 0) * MINUTE,
  };
  const up = whole - Object.values(bad).reduce((total, it) => total + it, 0);
  return { period: whole, ...bad, up };
}

function availability(ms: Attainment['ms'], agreedMs: number, digits: number): Attainment['availability'] {
  const measured = BigInt(agreedMs);
  const all = measured + BigInt(ms.unknown);
  const upMs = BigInt(agreedMs - ms.down);
  return {
    percent: truncate(100n * upMs, measured, digits),
    exact: truncate(upMs, measured, 20),
    low: truncate(upMs, all, 20),
    high: truncate(upMs + BigInt(ms.unknown), all, 20),
  };
}

/** An approved correction that says of a stretch that the service was down. */
export function reclassification(overrides: Partial<CorrectionResult> = {}): CorrectionResult {
  return {
    correction: 'COR-1',
    action: 'reclassify',
    state: 'approved',
    why: 'approved by Robin',
    start: '2026-10-14T10:30:00.000Z',
    end: '2026-10-14T10:40:00.000Z',
    becomes: 'down',
    proposedBy: 'Kim',
    proposedAt: '2026-10-14T12:00:00.000Z',
    reason: 'other',
    ...overrides,
  };
}
