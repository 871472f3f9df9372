import type { SlaReport } from '../../shared/domain/report.ts';
import type { TargetResult } from '../../shared/domain/result.ts';
import { outage, stretch } from './attainment-builder.ts';
import { improvement, report, service } from './report-samples.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Results of every kind for 42 minutes of downtime in two outages in October, with 20 minutes of unknown time. */
export const RESULTS = {
  outages: {
    kind: 'outages',
    target: 'at most 1 outage longer than 15 min',
    verdict: 'missed',
    atMost: 1,
    longerThanMs: 15 * MINUTE,
    count: 2,
    low: 2,
    high: 3,
  },
  longestOutage: {
    kind: 'longestOutage',
    target: 'no outage longer than 1 h',
    verdict: 'met',
    allowedMs: HOUR,
    usedMs: 24 * MINUTE,
    remainingMs: 36 * MINUTE,
    highMs: 44 * MINUTE,
    lastingMs: 0,
  },
  downtime: {
    kind: 'downtime',
    target: 'at most 1 h of downtime',
    verdict: 'notMeasured',
    allowedMs: HOUR,
    usedMs: 42 * MINUTE,
    remainingMs: 18 * MINUTE,
    highMs: 62 * MINUTE,
  },
  requests: {
    kind: 'requests',
    target: '99.95 % of checkout-requests succeed',
    verdict: 'missed',
    indicator: 'checkout-requests',
    minimum: 1000,
    good: 4_116_830,
    total: 4_120_000,
    allowed: 2_060,
    percent: '99.923',
  },
  latency: {
    kind: 'latency',
    target: '99 % of checkout-fast in time',
    verdict: 'notMeasured',
    indicator: 'checkout-fast',
    minimum: 1000,
    good: 611,
    total: 613,
    allowed: 6,
    percent: '99.6',
  },
  mtbf: {
    kind: 'mtbf',
    target: 'at least 7 d between outages',
    verdict: 'met',
    atLeastMs: 7 * DAY,
    meanMs: 372 * HOUR + 9 * MINUTE,
    outages: 2,
    allowed: 4,
  },
  coverage: {
    kind: 'coverage',
    target: '99 % of agreed time monitored',
    verdict: 'met',
    percent: '99.9',
    allowedMs: 447 * MINUTE,
    usedMs: 20 * MINUTE,
    remainingMs: 427 * MINUTE,
  },
} as const satisfies { readonly [Kind in TargetResult['kind']]?: TargetResult };

const checkout = service('Checkout API', 'oooooooooXoX', {
  service: 'checkout',
  down: 42,
  unknown: 20,
  outages: [
    outage('2026-10-14T09:12:00+02:00', 24, 'payment-provider'),
    outage('2026-10-20T16:40:00+02:00', 18, 'checkout-probe'),
  ],
  notKnown: [{ ...stretch('2026-10-11T04:10:00+02:00', 20), ms: 20 * MINUTE, cause: 'feedSilent' }],
  others: Object.values(RESULTS),
});

/** August was missed by its outages alone, October by what its results say; all else was met. */
const { targets } = checkout.attainment;
const history = checkout.history.map((past) => {
  if (past === null) return null;
  const verdictOf = ({ kind, verdict }: TargetResult) => {
    if (past.period === '2026-10') return verdict;
    return past.period === '2026-08' && kind === 'outages' ? 'missed' : 'met';
  };
  return { ...past, targets: targets.map((it) => ({ kind: it.kind, target: it.target, verdict: verdictOf(it) })) };
});

/** A service with a target of every kind, and one with availability alone. */
export const EVERY_KIND: SlaReport = report({
  services: [{ ...checkout, history }, service('Web shop', 'oooooooooooo', { service: 'shop' })],
  improvements: [
    improvement({
      title: 'Checkout API missed its target: at most 1 outage longer than 15 min',
      target: { kind: 'outages', target: RESULTS.outages.target },
      evidence: [
        { period: '2026-10', allowed: 1, used: 2, link: '/services/checkout?agreement=acme-2026&period=2026-10' },
      ],
    }),
  ],
});
