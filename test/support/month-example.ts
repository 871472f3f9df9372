import { type Folded, foldSignals } from '../../shared/domain/compute.ts';
import type { AccountingMethod } from '../../shared/domain/method.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, monitor, service, source, version } from './catalogue.ts';

/**
 * The month that docs/accounting.md shows under every method. November 2026 in UTC has 720 hours:
 *
 * - 3 November, 01:00–05:00: announced maintenance; down 01:00–04:00
 * - 10 November, 12:00–13:00: down
 * - 17 November, 12:00–14:00: degraded
 * - 24 November, 00:00–06:00: the feed is silent; before and after it the service is up
 */
export const MONTH = '2026-11';
export const AFTER_THE_MONTH = Date.UTC(2026, 11, 31);

const HOUR = 3_600_000;

function at(day: number, hour: number): number {
  return Date.UTC(2026, 10, day, hour);
}

function state(to: MonitorState, day: number, hour: number): Signal {
  return { kind: 'state', monitor: 'probe', state: to, at: at(day, hour) };
}

const states: readonly Signal[] = [
  { kind: 'state', monitor: 'probe', state: 'up', at: Date.UTC(2026, 9, 31) },
  state('down', 3, 1),
  state('up', 3, 4),
  state('down', 10, 12),
  state('up', 10, 13),
  state('degraded', 17, 12),
  state('up', 17, 14),
];

const maintenance: Signal = {
  kind: 'maintenance',
  maintenance: 'M1',
  services: ['checkout'],
  start: at(3, 1),
  end: at(3, 5),
  announcedAt: Date.UTC(2026, 9, 30),
  title: 'Database upgrade',
};

// A beat an hour, each good for one hour; those of 00:00 to 05:00 on the 24th are missing.
const beats: readonly Signal[] = Array.from({ length: 24 * 30 }, (_, hour) => at(1, hour))
  .filter((beat) => beat < at(24, 0) || beat >= at(24, 6))
  .map((beat): Signal => ({ kind: 'heartbeat', feed: 'probes', at: beat, every: HOUR }));

/** The catalogue of the example, with own methods if there are any. */
export function monthVersions(methods: readonly AccountingMethod[] = [], method = 'contract'): CatalogueVersion[] {
  const targets = [{ kind: 'availability', target: '99.95' }] as const;
  return [
    version({
      sources: [source({ id: 'probes', heartbeat: { everyMs: HOUR, allowedGapMs: HOUR } })],
      services: [service({ monitors: [monitor({ id: 'probe', source: 'probes' })] })],
      agreements: [agreement({ method, services: [{ service: 'checkout', targets }] })],
      ...(methods.length > 0 && { methods }),
    }),
  ];
}

export function monthSignals(versions: readonly CatalogueVersion[]): Folded {
  return foldSignals(
    versions,
    [...states, maintenance, ...beats].map((signal) => ({ signal, source: 'probes' })),
  );
}
