import type { Catalogue, Monitor, Reconciliation, Source } from './catalogue.ts';
import type { StateEvent } from './event.ts';
import { normalise, signalTime } from './normalise.ts';
import type { Labels, MonitorState, Signal, StateSignal } from './signal.ts';
import { type CatalogueVersion, versionAt } from './version.ts';

/** A monitor of a service, and one of the streams that it hears. */
export interface Hearer {
  readonly service: string;
  readonly monitor: string;
  readonly stream: string;
}

/** A stream that is in trouble, by the ledger. */
export interface OpenStream extends Hearer {
  readonly state: Exclude<MonitorState, 'up'>;
  /** Since when it is in trouble of that kind, and when that was last said. Epoch ms. */
  readonly since: number;
  readonly saidAt: number;
  /** When it was last heard that it still is, for senders that repeat themselves; epoch ms. */
  readonly heardAt?: number;
}

/** What a sender says of one of its streams now. */
export interface Standing {
  /** The stream, as the sender's webhooks name it. */
  readonly monitor: string;
  readonly state: MonitorState;
  /** Since when, epoch ms; not there where the sender does not say. */
  readonly since?: number;
  readonly labels?: Labels;
  readonly title?: string;
  readonly url?: string;
  /** What is news together with it, such as the milestone of an incident. */
  readonly along?: readonly Signal[];
  /** Its sender tells nobody of it, as of a silenced alert: that opens nothing. */
  readonly isMuted?: true;
  /** It is `unknown` as it is being maintained. */
  readonly maintenance?: true;
}

/** A source that is asked how its streams stand, by the catalogue of that moment. */
export interface Polled extends Reconciliation {
  readonly source: Source;
  readonly versions: readonly CatalogueVersion[];
  /** Epoch ms. */
  readonly now: number;
}

/** Turns of a schedule are not exact. */
const EARLY_MS = 60_000;

/** Whether it is time to ask again. */
export function isDue({ everyMs, now }: Polled, polledAt: number | undefined): boolean {
  return polledAt === undefined || now < polledAt || now - polledAt >= everyMs - EARLY_MS;
}

/** A service and those of its monitors that listen to a source. */
export interface Listener {
  readonly service: string;
  readonly monitors: readonly string[];
}

/** Who listens to the source. A monitor that hears every source is left out: who opened a stream of it is not known. */
export function listenersTo({ source, versions, now }: Polled): readonly Listener[] {
  const listeners = catalogueAt(versions, now).services.map(({ id, monitors }) => ({
    service: id,
    monitors: monitors.filter((monitor) => monitor.source === source.id).map((monitor) => monitor.id),
  }));
  return listeners.filter(({ monitors }) => monitors.length > 0);
}

/** Whose ledger a signal of the source would reach, with the events that it makes there. */
export function heard(signal: Signal, polled: Polled): readonly StateEvent[] {
  const { source, versions } = polled;
  const { events } = normalise(signal, { catalogue: catalogueAt(versions, signalTime(signal)), source });
  const listeners = listenersTo(polled);
  const isListener = ({ service, monitor }: Hearer) =>
    listeners.some((it) => it.service === service && it.monitors.includes(monitor));
  return events.filter((event) => event.kind === 'state').filter(isListener);
}

/** The monitors that hear what the sender says of a stream. What nobody hears is no loss. */
export function hearersOf(standing: Standing, polled: Polled): readonly Hearer[] {
  return heard(stateOf(standing, { at: polled.now }), polled);
}

/** What is said of a stream, as a signal of a time. */
export function stateOf(
  { monitor, state, maintenance, labels, title, url }: Standing,
  timed: Pick<StateSignal, 'at' | 'previous' | 'since' | 'heardAt'>,
): StateSignal {
  return {
    kind: 'state',
    monitor,
    state,
    ...timed,
    ...(maintenance && { maintenance }),
    ...(labels !== undefined && { labels }),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
  };
}

export function isSameStream(a: Hearer, b: Hearer): boolean {
  return a.service === b.service && a.monitor === b.monitor && a.stream === b.stream;
}

/** The labels by which a monitor knows its streams at a time (epoch ms), beside their names. */
export function labelsOf(hearer: Hearer, polled: Polled, at = polled.now): Labels {
  const { monitor: _name, ...labels }: Monitor['match'] = monitorOf(hearer, { ...polled, now: at })?.match ?? {};
  return labels;
}

export function monitorOf({ service, monitor }: Hearer, { versions, now }: Polled): Monitor | undefined {
  const owner = catalogueAt(versions, now).services.find(({ id }) => id === service);
  return owner?.monitors.find(({ id }) => id === monitor);
}

function catalogueAt(versions: readonly CatalogueVersion[], at: number): Catalogue {
  const version = versionAt(versions, at);
  if (version === undefined) throw new RangeError('expected a catalogue; there is none');
  return version.catalogue;
}
