import fc from 'fast-check';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import type { Delivery } from '../../shared/store/deliveries.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';
import { webhook } from '../support/deliveries.ts';

const RESTORE = {
  kind: 'restore',
  priority: 'P1',
  withinMs: 86_400_000,
  target: '90',
  clock: 'wallTime',
  retroactive: true,
} as const;

/** Two agreements in zones whose months begin in the middle of a UTC day, and a feed that promises signs of life. */
export const versions: readonly CatalogueVersion[] = [
  version({
    sources: [
      source({ id: 'probes', heartbeat: { everyMs: 3_600_000, allowedGapMs: 2 * 86_400_000 } }),
      source({ id: 'relay', relay: true }),
    ],
    services: [
      service({
        monitors: [
          monitor({ id: 'probe', source: 'probes' }),
          monitor({ id: 'region', match: { region: 'eu' }, silenceMeans: 'unknown' }),
        ],
      }),
      service({ id: 'search', name: 'Search', monitors: [monitor({ id: 'search-probe', silenceMeans: 'unknown' })] }),
      service({
        id: 'shop',
        monitors: [],
        dependsOn: [{ type: 'anyOf', services: ['checkout', 'search'], atLeast: 1 }],
      }),
    ],
    agreements: [
      agreement({ id: 'berlin', timeZone: 'Europe/Berlin', services: covered('checkout', 'search', 'shop') }),
      agreement({ id: 'lord-howe', timeZone: 'Australia/Lord_Howe', method: 'icinga', services: covered('checkout') }),
    ],
  }),
];

function covered(...services: readonly string[]) {
  return services.map((id) => ({ service: id, targets: [{ kind: 'availability', target: '99.9' } as const, RESTORE] }));
}

// Around January 2026 of either zone: Berlin's begins at 23:00 UTC, Lord Howe's at 13:00 UTC of the day before.
const EDGES = ['2025-12-31T13:00:00Z', '2025-12-31T23:00:00Z', '2026-01-01T00:00:00Z', '2026-01-31T23:00:00Z'];
const HOUR = 3_600_000;
const instant = fc.oneof(
  fc.tuple(fc.constantFrom(...EDGES), fc.integer({ min: -1, max: 1 })).map(([at, ms]) => Date.parse(at) + ms),
  fc.integer({ min: -14 * 24, max: 45 * 24 }).map((hours) => Date.UTC(2026, 0, 1) + hours * HOUR),
);
const iso = instant.map((at) => formatInstant(at));
const states = ['up', 'degraded', 'down', 'unknown'];

const state = fc
  .record({
    who: fc.constantFrom(
      { monitor: 'probe' },
      { monitor: 'search-probe' },
      { monitor: 'eu-1', labels: { region: 'eu' } },
      { monitor: 'eu-2', labels: { region: 'eu' } },
    ),
    state: fc.constantFrom(...states),
    at: iso,
    previous: fc.option(fc.constantFrom(...states, 'pending'), { nil: undefined }),
  })
  .map(({ who, ...said }) => ({ kind: 'state', ...who, ...said }));

const maintenance = fc
  .record({
    maintenance: fc.constantFrom('CHG-1', 'CHG-2'),
    services: fc.constantFrom(['checkout'], ['checkout', 'search']),
    start: instant,
    hours: fc.integer({ min: 1, max: 100 }),
    announcedHours: fc.integer({ min: 0, max: 100 }),
    moved: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ start, hours, announcedHours, moved, ...said }) => ({
    kind: 'maintenance',
    ...said,
    start: formatInstant(start + moved * 365 * 24 * HOUR),
    end: formatInstant(start + moved * 365 * 24 * HOUR + hours * HOUR),
    announcedAt: formatInstant(start - announcedHours * HOUR),
  }));

const heartbeat = iso.map((at) => ({ kind: 'heartbeat', feed: 'probes', at, every: 'PT1H' }));
const phases = ['opened', 'acknowledged', 'restored', 'reopened', 'paused', 'resumed', 'updated', 'cancelled'];
const incident = fc
  .record({
    incident: fc.constantFrom('INC-1', 'INC-2'),
    phase: fc.oneof(fc.constant('opened'), fc.constantFrom(...phases)),
    priority: fc.constantFrom('', 'P1', 'P2'),
    services: fc.constantFrom(undefined, ['checkout'], ['checkout', 'search']),
    at: iso,
  })
  .map((said) => ({ kind: 'incident', ...said }));

const signal = fc.oneof(
  { weight: 10, arbitrary: state },
  { weight: 3, arbitrary: maintenance },
  { weight: 2, arbitrary: heartbeat },
  { weight: 4, arbitrary: incident },
);

/** Signals in deliveries of several sizes: some come twice, and in any order. */
export const deliveries: fc.Arbitrary<Delivery[]> = fc
  .array(fc.tuple(fc.constantFrom('probes', 'relay'), fc.array(signal, { minLength: 1, maxLength: 6 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.map(([from, json]) => webhook(from, json, '2027-06-01T00:00:00Z')))
  .chain((once) => fc.tuple(fc.constant(once), fc.shuffledSubarray(once)))
  .map(([once, again]) => [...once, ...again]);
