import { parseInstant } from '../../shared/domain/instant.ts';
import type { TimeClass } from '../../shared/domain/result.ts';
import type { ExampleWebhook } from '../../shared/reports/pages/example-webhook.ts';
import type { OverviewInput } from '../../shared/reports/pages/overview-model.ts';
import type { QuarantinedItem } from '../../shared/reports/pages/quarantine.ts';
import type { ServicePageInput } from '../../shared/reports/pages/service-model.ts';
import { buildAttainment, OCTOBER, outage, stretch } from './attainment-builder.ts';
import { improvement, ONE_MISSED } from './report-samples.ts';

/** The afternoon of the 18th day of October 2026 in Berlin. */
export const NOW = '2026-10-18T15:30:00+02:00';

/** Two agreements in the middle of their periods, one target missed already, one without a verdict, one service without data. */
export const OVERVIEW: OverviewInput = {
  organization: 'Example Commerce',
  now: NOW,
  silent: false,
  agreements: [
    {
      id: 'acme-2026',
      customer: 'Acme',
      kind: 'sla',
      period: OCTOBER,
      services: ONE_MISSED.services.map(({ id, name, attainment }) => ({ id, name, attainment })),
      closed: { period: { name: '2026-09' }, services: ONE_MISSED.services },
    },
    {
      id: 'globex-2026',
      customer: 'Globex',
      kind: 'sla',
      period: {
        ...OCTOBER,
        start: '2026-10-01T00:00:00-04:00',
        end: '2026-11-01T00:00:00-04:00',
        timeZone: 'America/New_York',
      },
      services: [
        {
          id: 'search',
          name: 'Search',
          attainment: buildAttainment({ service: 'search', verdict: 'notMeasured', unknown: 300, target: '99.95' }),
        },
        { id: 'reports', name: 'Reports', attainment: null },
      ],
      closed: null,
    },
  ],
};

/** Checkout in October, the month over: one long outage, maintenance, a gap, degraded time. */
export const SERVICE: ServicePageInput = {
  organization: 'Example Commerce',
  now: '2026-11-05T10:00:00+01:00',
  service: { id: 'checkout', name: 'Checkout API' },
  agreement: { id: 'acme-2026', customer: 'Acme', kind: 'sla' },
  attainment: buildAttainment({
    service: 'checkout',
    down: 128,
    unknown: 240,
    degraded: 95,
    outages: [
      outage('2026-10-14T09:12:00+02:00', 121, 'payment-provider'),
      outage('2026-10-22T18:03:00+02:00', 7, 'checkout-probe'),
    ],
    notCounted: [
      {
        ...stretch('2026-10-20T02:00:00+02:00', 180),
        ms: 10_800_000,
        class: 'maintenance',
        reason: 'CHG-7',
        badMs: 720_000,
      },
    ],
    notKnown: [{ ...stretch('2026-10-11T04:10:00+02:00', 240), ms: 14_400_000, cause: 'feedSilent' }],
    assumedAlive: ['grafana'],
  }),
  segments: segments([
    ['2026-10-11T04:10:00+02:00', 240, 'unknown'],
    ['2026-10-14T09:12:00+02:00', 121, 'down'],
    ['2026-10-14T11:13:00+02:00', 95, 'degraded'],
    ['2026-10-20T02:00:00+02:00', 180, 'maintenance'],
    ['2026-10-22T18:03:00+02:00', 7, 'down'],
  ]),
  improvements: [improvement()],
  previous: '2026-09',
  next: '2026-11',
  others: [{ id: 'globex-2026', customer: 'Globex', period: '2026-10' }],
  catalogue: ONE_MISSED.catalogue,
};

/** A webhook that takes signals by hand. */
export const WEBHOOK: ExampleWebhook = {
  url: 'http://localhost:4400/webhooks/probes',
  type: 'generic',
  auth: 'bearer',
  secret: 'attain/probes',
  monitor: 'checkout-probe',
};

export const QUARANTINED: readonly QuarantinedItem[] = [
  {
    receivedAt: '2026-10-18T13:12:44Z',
    source: 'alertmanager-eu',
    reason: 'No monitor matches these labels',
    detail: 'alertname=DiskFull instance=build-7.example.com severity=warning',
    delivery: `2026-10-18T13:12:44.000Z~${'4be1c0de'.repeat(8)}`,
  },
  {
    receivedAt: '2026-10-18T09:01:02Z',
    source: 'generic',
    reason: 'signals[2].at: expected an ISO 8601 time with an offset; got "yesterday"',
    delivery: `2026-10-18T09:01:02.000Z~${'77aa01bc'.repeat(8)}`,
  },
];

/** Segments over October that are up except for these. */
function segments(others: readonly (readonly [start: string, minutes: number, name: TimeClass])[]) {
  let cursor = parseInstant(OCTOBER.start);
  const end = parseInstant(OCTOBER.end);
  const result: { start: number; end: number; class: TimeClass }[] = [];
  for (const [at, minutes, name] of others) {
    const start = parseInstant(at);
    result.push({ start: cursor, end: start, class: 'up' }, { start, end: start + minutes * 60_000, class: name });
    cursor = start + minutes * 60_000;
  }
  return [...result, { start: cursor, end, class: 'up' as const }];
}
