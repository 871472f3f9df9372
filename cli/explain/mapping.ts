import { distanceBetween } from '../../shared/catalogue/closest-name.ts';
import type { Catalogue, Monitor, Service } from '../../shared/domain/catalogue.ts';
import { normalise, type Speaker } from '../../shared/domain/normalise.ts';
import type { Labels, Signal } from '../../shared/domain/signal.ts';

/** Where the catalogue puts a signal. */
export interface Mapping {
  /** Services and, of a state, the monitors in them that take it. */
  readonly services: readonly { readonly service: string; readonly monitor?: string }[];
  /** Why it, or a part of it, has no place. */
  readonly unmapped?: string;
  /** Why the catalogue says that nobody minds that it has none. */
  readonly ignored?: string;
  /** The monitors that come nearest to it, and what keeps each from taking it; only where there is no place. */
  readonly nearest?: readonly string[];
}

const MOST_NEAREST = 3;

export function mappingOf(
  signal: Signal,
  { catalogue, source }: { catalogue: Catalogue; source: Speaker | undefined },
): Mapping {
  const { events, unmapped, ignored } = normalise(signal, { catalogue, source });
  const places = events.flatMap((event) =>
    !('service' in event) || event.service === null
      ? []
      : [{ service: event.service, ...(event.kind === 'state' && { monitor: event.monitor }) }],
  );
  // A state that heals its opening makes two events of one monitor.
  const services = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
  return {
    services,
    ...(unmapped !== undefined && { unmapped }),
    ...(ignored !== undefined && { ignored }),
    ...(unmapped !== undefined &&
      services.length === 0 &&
      hasLabels(signal) && { nearest: nearestTo(signal, { catalogue, source }) }),
  };
}

type Labelled = Extract<Signal, { labels?: Labels }>;

// What names its services itself is looked for by no label.
function hasLabels(signal: Signal): signal is Labelled {
  if (signal.kind === 'state') return true;
  return (signal.kind === 'incident' || signal.kind === 'maintenance') && signal.labels !== undefined;
}

function nearestTo(
  signal: Labelled,
  { catalogue, source }: { catalogue: Catalogue; source: Speaker | undefined },
): string[] {
  const labels = { ...signal.labels, ...(signal.kind === 'state' && { monitor: signal.monitor }) };
  const misfits = catalogue.services
    .flatMap((service) => service.monitors.map((monitor) => misfitOf({ service, monitor }, labels, source)))
    .filter(({ agrees, distance }) => agrees > 0 || distance > 0)
    .sort((a, b) => a.differs - b.differs || b.agrees - a.agrees || a.distance - b.distance);
  const agreeing = misfits.filter(({ agrees }) => agrees > 0);
  // A match of one label can agree in none: then the fewest labels are nearest, and of those the likest values.
  const near = agreeing.length > 0 ? agreeing : misfits.filter(({ differs }) => differs === misfits[0]?.differs);
  return near.slice(0, MOST_NEAREST).map(({ text }) => text);
}

interface Misfit {
  /** How many labels agree. */
  readonly agrees: number;
  /** How many things differ. */
  readonly differs: number;
  /** How far apart the values are that differ, in letters; one that is missing is farther than any other. */
  readonly distance: number;
  /** What differs, in words. */
  readonly text: string;
}

function misfitOf(
  { service, monitor }: { service: Service; monitor: Monitor },
  labels: Labels,
  source: Speaker | undefined,
): Misfit {
  const wanted = Object.entries(monitor.match);
  const different = wanted.filter(([name, value]) => labels[name] !== value);
  const words = different.map(([name, value]) => `expected ${name}="${value}"; got ${shown(labels[name])}`);
  const isForeign =
    monitor.source !== undefined && source !== undefined && !source.relay && source.id !== monitor.source;
  if (isForeign) words.push(`expected source ${monitor.source}; got ${source.id}`);
  return {
    agrees: wanted.length - different.length,
    differs: words.length,
    distance: different.reduce((sum, [name, value]) => sum + apart(value, labels[name]), 0),
    text: `${service.id}/${monitor.id}: ${words.join('; ')}`,
  };
}

function apart(expected: string, actual: string | undefined): number {
  return actual === undefined ? Number.MAX_SAFE_INTEGER : distanceBetween(actual, expected);
}

function shown(value: string | undefined): string {
  return value === undefined ? 'no such label' : `"${value}"`;
}
