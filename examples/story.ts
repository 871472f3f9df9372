/*
 * What happened to the made-up shop of catalogue.yaml from August to November 2026. generate-signals.ts turns it into
 * the signals that its monitoring would have sent.
 */

/** A stretch in which a probe saw a service fail, and an alert if one fired. */
export interface Failure {
  readonly service: 'storefront' | 'checkout' | 'payments' | 'login';
  readonly start: string;
  readonly end: string;
  readonly state?: 'degraded';
  readonly title: string;
  /** Fires and resolves by the rule of its own, over another stretch than the probe's. */
  readonly alert?: { readonly start: string; readonly end: string };
  /** The probe could not reach Attain for so long. */
  readonly hoursLate?: number;
}

export const FAILURES: readonly Failure[] = [
  {
    service: 'storefront',
    start: '2026-08-18T02:10:00+02:00', // within announced maintenance: free
    end: '2026-08-18T02:51:30+02:00',
    title: 'Storefront answers 503',
  },
  {
    service: 'checkout',
    start: '2026-08-26T19:41:15+02:00',
    end: '2026-08-26T19:58:40+02:00',
    title: 'Checkout API times out',
    alert: { start: '2026-08-26T19:42:05+02:00', end: '2026-08-26T19:59:05+02:00' },
  },
  {
    service: 'login',
    start: '2026-09-08T22:04:00+02:00', // maintenance announced on the same day: it counts
    end: '2026-09-08T22:35:10+02:00',
    title: 'Login answers 503',
  },
  {
    service: 'login',
    start: '2026-09-15T20:06:30+02:00', // the failover exercise that Acme asked for, excluded for Acme
    end: '2026-09-15T20:24:00+02:00',
    title: 'Login answers 502',
  },
  {
    service: 'storefront',
    start: '2026-09-24T18:05:00+02:00',
    end: '2026-09-24T19:31:00+02:00',
    state: 'degraded',
    title: 'Storefront is slow: 4.1 s to the first byte',
  },
  // The payment provider fails; checkout goes down with it. Probe, alert and alarm overlap and count once.
  {
    service: 'payments',
    start: '2026-10-20T13:00:20+02:00',
    end: '2026-10-20T15:09:10+02:00',
    title: 'Paystream answers 500',
  },
  {
    service: 'checkout',
    start: '2026-10-20T13:02:10+02:00',
    end: '2026-10-20T15:10:00+02:00',
    title: 'Checkout API answers 502',
    alert: { start: '2026-10-20T13:03:05+02:00', end: '2026-10-20T15:09:20+02:00' },
  },
  {
    service: 'storefront',
    start: '2026-10-28T08:15:30+01:00',
    end: '2026-10-28T08:33:00+01:00',
    title: 'Storefront answers 503',
    alert: { start: '2026-10-28T08:16:20+01:00', end: '2026-10-28T08:33:20+01:00' },
  },
  {
    service: 'login',
    start: '2026-10-31T22:41:00+01:00', // October's, though it arrives in November
    end: '2026-10-31T22:47:30+01:00',
    title: 'Login times out',
    hoursLate: 40,
  },
  {
    service: 'checkout',
    start: '2026-11-09T21:12:00+01:00',
    end: '2026-11-09T21:24:10+01:00',
    title: 'Checkout API times out',
  },
  {
    service: 'storefront',
    start: '2026-11-12T10:31:00+01:00',
    end: '2026-11-12T11:04:20+01:00',
    title: 'Storefront answers 503',
    alert: { start: '2026-11-12T10:32:05+01:00', end: '2026-11-12T11:05:05+01:00' },
  },
];

/** The storefront goes up and down for eighty minutes after a bad deploy. */
export const FLAPPING = { start: '2026-08-11T09:20:00+02:00', end: '2026-08-11T10:40:00+02:00', times: 14 } as const;

/** Alerts without a probe beside them. `lost`: only the resolve arrived, which says since when it had fired. */
export const ALERTS = [
  { service: 'search', start: '2026-08-20T16:10:00-04:00', end: '2026-08-20T16:31:00-04:00', lost: false },
  { service: 'storefront', start: '2026-09-03T06:50:00+02:00', end: '2026-09-03T07:02:00+02:00', lost: true },
  { service: 'search', start: '2026-10-22T06:10:00-04:00', end: '2026-10-22T06:45:00-04:00', lost: false },
  { service: 'search', start: '2026-11-05T11:20:00-05:00', end: '2026-11-05T11:38:00-05:00', lost: false },
] as const;

/** The alarm on payment errors, which goes off late and clears late. */
export const ALARM = { start: '2026-10-20T13:01:40.989+02:00', end: '2026-10-20T15:12:05.412+02:00' } as const;

/** The Alertmanager in the US is dead: no beat between these two. */
export const DEAD_FEED = { lastBeat: '2026-10-14T13:30:00Z', nextBeat: '2026-10-14T20:00:00Z' } as const;

export interface Work {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly announced: string;
  readonly start: string;
  readonly end: string;
  readonly cancelled?: string;
}

export const MAINTENANCE: readonly Work[] = [
  {
    id: 'CHG-101',
    service: 'storefront',
    title: 'New database for the storefront',
    announced: '2026-08-11T15:00:00+02:00',
    start: '2026-08-18T02:00:00+02:00',
    end: '2026-08-18T04:00:00+02:00',
  },
  {
    id: 'CHG-107',
    service: 'login',
    title: 'Certificates of the login service',
    announced: '2026-09-08T09:00:00+02:00', // too late for 48 hours of notice
    start: '2026-09-08T22:00:00+02:00',
    end: '2026-09-08T23:00:00+02:00',
  },
  {
    id: 'CHG-112',
    service: 'checkout',
    title: 'Upgrade of the checkout cluster',
    announced: '2026-09-29T10:00:00+02:00',
    start: '2026-10-06T03:00:00+02:00',
    end: '2026-10-06T05:00:00+02:00',
    cancelled: '2026-10-05T15:30:00+02:00',
  },
  {
    id: 'CHG-115',
    service: 'search',
    title: 'Reindexing',
    announced: '2026-10-16T09:00:00-04:00',
    start: '2026-10-22T06:00:00-04:00',
    end: '2026-10-22T07:00:00-04:00',
  },
  {
    id: 'CHG-121',
    service: 'storefront',
    title: 'Switch to the new content delivery network',
    announced: '2026-11-16T11:00:00+01:00',
    start: '2026-11-24T02:00:00+01:00',
    end: '2026-11-24T04:00:00+01:00',
  },
];

export interface IncidentStory {
  readonly id: string;
  readonly priority: string;
  readonly title: string;
  readonly services: readonly string[];
  readonly phases: readonly (readonly [
    'opened' | 'acknowledged' | 'restored' | 'closed' | 'reopened' | 'cancelled',
    string,
  ])[];
}

export const INCIDENTS: readonly IncidentStory[] = [
  {
    id: 'INC-1987',
    priority: 'P3',
    title: 'Storefront flaps after a deploy',
    services: ['storefront'],
    phases: [
      ['opened', '2026-08-11T09:31:00+02:00'],
      ['acknowledged', '2026-08-11T09:36:20+02:00'],
      ['restored', '2026-08-11T09:58:00+02:00'],
      ['reopened', '2026-08-11T10:07:00+02:00'],
      ['restored', '2026-08-11T10:41:00+02:00'],
      ['closed', '2026-08-12T11:00:00+02:00'],
    ],
  },
  {
    id: 'INC-2004',
    priority: 'P2',
    title: 'Login fails for some users',
    services: ['login'],
    phases: [
      ['opened', '2026-09-17T14:02:00+02:00'],
      ['cancelled', '2026-09-17T14:09:00+02:00'],
    ],
  },
  {
    id: 'INC-2031',
    priority: 'P1',
    title: 'Payments fail at the provider, checkout is down',
    services: ['checkout', 'payments'],
    phases: [
      ['opened', '2026-10-20T13:04:00+02:00'],
      ['acknowledged', '2026-10-20T13:09:30+02:00'],
      ['restored', '2026-10-20T15:10:00+02:00'],
      ['closed', '2026-10-21T16:00:00+02:00'],
    ],
  },
  {
    id: 'INC-2048',
    priority: 'P2',
    title: 'Storefront answers 503',
    services: ['storefront'],
    phases: [
      ['opened', '2026-11-12T10:34:00+01:00'],
      ['acknowledged', '2026-11-12T10:41:00+01:00'],
      ['restored', '2026-11-12T11:05:00+01:00'],
    ],
  },
];
