import type { Catalogue, Monitor, Service } from '../../shared/domain/catalogue.ts';
import { normalise, type Speaker } from '../../shared/domain/normalise.ts';
import type { Labels, Signal } from '../../shared/domain/signal.ts';

/** Where the catalogue puts a signal. */
export interface Mapping {
  /** Services and, of a state, the monitors in them that take it. */
  readonly services: readonly { readonly service: string; readonly monitor?: string }[];
  /** Why it, or a part of it, has no place. */
  readonly unmapped?: string;
  /** The monitors that come nearest to it, and what keeps each from taking it; only where there is no place. */
  readonly nearest?: readonly string[];
}

const MOST_NEAREST = 3;

export function mappingOf(
  signal: Signal,
  { catalogue, source }: { catalogue: Catalogue; source: Speaker | undefined },
): Mapping {
  const { events, unmapped } = normalise(signal, { catalogue, source });
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
    ...(unmapped !== undefined && hasLabels(signal) && { nearest: nearestTo(signal, { catalogue, source }) }),
  };
}

type Labelled = Extract<Signal, { labels?: Labels }>;

function hasLabels(signal: Signal): signal is Labelled {
  return signal.kind === 'state' || signal.kind === 'incident' || signal.kind === 'maintenance';
}

function nearestTo(
  signal: Labelled,
  { catalogue, source }: { catalogue: Catalogue; source: Speaker | undefined },
): string[] {
  const labels = { ...signal.labels, ...(signal.kind === 'state' && { monitor: signal.monitor }) };
  return catalogue.services
    .flatMap((service) => service.monitors.map((monitor) => misfitOf({ service, monitor }, labels, source)))
    .filter(({ agrees }) => agrees > 0)
    .sort((a, b) => a.differs - b.differs || b.agrees - a.agrees)
    .slice(0, MOST_NEAREST)
    .map(({ text }) => text);
}

/** How many labels agree, how many things differ, and which, in words. */
function misfitOf(
  { service, monitor }: { service: Service; monitor: Monitor },
  labels: Labels,
  source: Speaker | undefined,
): { agrees: number; differs: number; text: string } {
  const wanted = Object.entries(monitor.match);
  const different = wanted.filter(([name, value]) => labels[name] !== value);
  const words = different.map(([name, value]) => `expected ${name}="${value}"; got ${shown(labels[name])}`);
  const isForeign =
    monitor.source !== undefined && source !== undefined && !source.relay && source.id !== monitor.source;
  if (isForeign) words.push(`expected source ${monitor.source}; got ${source.id}`);
  return {
    agrees: wanted.length - different.length,
    differs: words.length,
    text: `${service.id}/${monitor.id}: ${words.join('; ')}`,
  };
}

function shown(value: string | undefined): string {
  return value === undefined ? 'no such label' : `"${value}"`;
}
