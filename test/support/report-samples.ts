import type { TargetItem } from '../../shared/domain/improvement.ts';
import type { PastVerdict, ReportedService, SlaReport } from '../../shared/domain/report.ts';
import { type AttainmentFacts, buildAttainment, OCTOBER, outage, stretch } from './attainment-builder.ts';

const MINUTE = 60_000;

/** One target of six missed: Checkout API was down 128 minutes on 14 October. */
export const ONE_MISSED: SlaReport = report({
  services: [
    service('Checkout API', 'oooooooooXoX', {
      service: 'checkout',
      down: 128,
      outages: [outage('2026-10-14T09:12:00+02:00', 128, 'payment-provider')],
    }),
    service('Web shop', 'oooooooooooo', {
      service: 'shop',
      down: 11,
      outages: [
        outage('2026-10-25T01:55:00+02:00', 7, 'shop-probe'),
        outage('2026-10-28T16:30:30+01:00', 4, 'shop-probe'),
      ],
      notCounted: [maintenance('2026-10-20T02:00:00+02:00', 60, 12)],
    }),
    service('Search', 'oooooo.ooooo', {
      service: 'search',
      target: '99.5',
      down: 2,
      unknown: 6,
      outages: [outage('2026-10-07T21:40:00+02:00', 2, 'search-eu', 'search-us')],
      notKnown: [{ ...stretch('2026-10-11T04:10:00+02:00', 6), ms: 6 * MINUTE, cause: 'feedSilent' }],
    }),
    service('Accounts', 'oooooooooooo', { service: 'accounts' }),
    service('Mail delivery', '--oooooooooo', { service: 'mail', target: '99' }),
    service('Help desk', 'oooooooooooo', {
      service: 'helpdesk',
      target: '99',
      outOfHours: 31_680,
      assumedAlive: ['grafana'],
    }),
  ],
  incidents: [
    {
      incident: 'INC-2041',
      priority: 'P1',
      services: ['checkout'],
      title: 'Card payments fail at the payment provider',
      url: 'https://incidents.example.com/INC-2041',
      phases: [
        { phase: 'opened', at: '2026-10-14T09:14:00+02:00' },
        { phase: 'restored', at: '2026-10-14T11:20:00+02:00' },
      ],
    },
  ],
  improvements: [improvement()],
});

/** Six of six met; one of them only because announced maintenance does not count. */
export const ALL_MET: SlaReport = report({
  services: [
    service('Checkout API', 'oooooooooXoo', {
      service: 'checkout',
      down: 38,
      outages: [outage('2026-10-14T09:12:00+02:00', 38, 'payment-provider')],
    }),
    service('Web shop', 'oooooooooooo', {
      service: 'shop',
      notCounted: [maintenance('2026-10-20T02:00:00+02:00', 60, 60)],
    }),
    service('Search', 'oooooo.ooooo', { service: 'search', target: '99.5' }),
  ],
});

/** Five hours of silence: no verdict for one target of two. */
export const NOT_MEASURED: SlaReport = report({
  services: [
    service('Web shop', 'oooooooooooo', {
      service: 'shop',
      down: 11,
      outages: [outage('2026-10-28T16:30:00+01:00', 11, 'shop-probe')],
    }),
    service('Search', 'oooooooooo..', {
      service: 'search',
      verdict: 'notMeasured',
      unknown: 300,
      notKnown: [
        { ...stretch('2026-10-11T04:10:00+02:00', 240), ms: 240 * MINUTE, cause: 'feedSilent' },
        { ...stretch('2026-10-19T13:00:00+02:00', 60), ms: 60 * MINUTE, cause: 'reported' },
      ],
      assumedAlive: ['grafana', 'cloudwatch-eu'],
    }),
  ],
});

/** A report of the agreement with Acme on October 2026. */
export function report(facts: Partial<SlaReport>): SlaReport {
  return {
    id: 'R-2026-10-acme-2026-v1',
    version: 1,
    state: 'final',
    closedAt: '2026-11-04T00:00:00+01:00',
    organization: 'Example Commerce',
    agreement: { id: 'acme-2026', kind: 'sla', customer: 'Acme' },
    period: OCTOBER,
    catalogue: '9f3a51d0c27be8846a1f0d3c5b7e92a4816d0f2b3c4d5e6f708192a3b4c5d6e7',
    engine: 'attain-4',
    services: [],
    incidents: [],
    improvements: [],
    ...facts,
  };
}

/** A reported service; `history` in the symbols of the report, October last. */
export function service(name: string, history: string, facts: AttainmentFacts): ReportedService {
  const verdicts = { o: 'met', X: 'missed', '.': 'notMeasured' } as const;
  return {
    id: facts.service,
    name,
    attainment: buildAttainment(facts),
    history: [...history].map((symbol, index): PastVerdict | null => {
      const verdict = Object.entries(verdicts).find(([key]) => key === symbol)?.[1];
      return verdict === undefined ? null : { period: monthBefore(history.length - 1 - index), verdict, percent: null };
    }),
  };
}

/** A nonconformity raised by Checkout's miss in October. */
export function improvement(facts: Partial<TargetItem> = {}): TargetItem {
  return {
    id: 'IMP-7F3A2C91-1',
    type: 'nonconformity',
    state: 'open',
    title: 'Checkout API missed 99.9 % availability',
    agreement: 'acme-2026',
    service: 'checkout',
    target: { kind: 'availability', target: '99.9' },
    cause: 'payment-provider',
    owner: { name: 'Priya Nair', email: 'priya.nair@example.com' },
    raisedAt: '2026-10-14T10:10:00+02:00',
    dueAt: '2026-11-20T18:00:00+01:00',
    evidence: [
      {
        period: '2026-10',
        allowedMs: 2_682_000,
        usedMs: 7_680_000,
        link: '/services/checkout?agreement=acme-2026&period=2026-10',
      },
    ],
    ...facts,
  };
}

function maintenance(start: string, minutes: number, badMinutes: number) {
  const reason = 'CHG-7, announced 14 Oct';
  return {
    ...stretch(start, minutes),
    ms: minutes * MINUTE,
    class: 'maintenance',
    reason,
    badMs: badMinutes * MINUTE,
  } as const;
}

function monthBefore(months: number): string {
  return new Date(Date.UTC(2026, 9 - months, 1)).toISOString().slice(0, 7);
}
