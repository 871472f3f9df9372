import type { Catalogue, Monitor, Service, Source } from './catalogue.ts';
import type { LedgerEvent, StateEvent } from './event.ts';
import type { Labels, Signal, StateSignal } from './signal.ts';
import { lastingName } from './stream-alias.ts';
import { streamName } from './stream-name.ts';

/** The ledger events of a signal, and what of it maps to nothing: that is kept in quarantine, to be mapped and replayed. */
export interface Normalised {
  readonly events: readonly LedgerEvent[];
  readonly unmapped?: string;
}

/** The source that a signal came by, as the catalogue had it when the signal came. */
export type Speaker = Pick<Source, 'id' | 'relay' | 'corrections'>;

/** Finds the services that a signal from a source speaks of. Pure: the catalogue is the one in force at its time. */
export function normalise(
  signal: Signal,
  { catalogue, source }: { catalogue: Catalogue; source: Speaker | undefined },
): Normalised {
  switch (signal.kind) {
    case 'state':
      return ofState(signal, catalogue, source);
    case 'maintenance': {
      const { services, labels, ...rest } = signal;
      const picked = labels === undefined ? [] : servicesPicked(labels, catalogue, source);
      if (services.length + picked.length === 0) {
        if (isIgnored(labels ?? {}, catalogue, source)) return events([]);
        return unmapped(`no monitor matches ${describeLabels({ labels })}`);
      }
      return forKnownServices([...services, ...picked], catalogue, (service) => ({ ...rest, service }));
    }
    case 'correction': {
      if (!mayCorrect(source)) return unmapped(notTrusted(source));
      const { services, ...rest } = signal;
      return forKnownServices(services, catalogue, (service) => ({ ...rest, service }));
    }
    case 'approval': {
      if (!mayCorrect(source)) return unmapped(notTrusted(source));
      const { services, ...rest } = signal;
      return forKnownServices(services, catalogue, (service) => ({ ...rest, service }));
    }
    case 'incident': {
      const { services = [], labels, ...rest } = signal;
      const picked = labels === undefined ? [] : servicesPicked(labels, catalogue, source);
      if (services.length + picked.length === 0) return events([{ ...rest, service: null }]);
      return forKnownServices([...services, ...picked], catalogue, (service) => ({ ...rest, service }));
    }
    case 'count': {
      const owners = catalogue.services.filter((service) => service.indicators.includes(signal.indicator));
      if (owners.length === 0) return unmapped(`no service has an indicator "${signal.indicator}"`);
      return events(owners.map((service) => ({ ...signal, service: service.id })));
    }
    case 'heartbeat': {
      if (!catalogue.sources.some(({ id }) => id === signal.feed)) return unmapped(`no source named "${signal.feed}"`);
      if (!maySpeakFor(source, signal.feed)) return unmapped(`"${source?.id}" may not speak for "${signal.feed}"`);
      return events([signal]);
    }
  }
}

/** The instant that decides which catalogue version maps the signal. */
export function signalTime(signal: Signal): number {
  return 'start' in signal ? signal.start : signal.at;
}

/** Every instant that a signal speaks of. */
export function signalInstants(signal: Signal): number[] {
  const since = signal.kind === 'state' && signal.since !== undefined ? [signal.since] : [];
  return 'start' in signal ? [signal.start] : [signal.at, ...since];
}

function ofState(told: StateSignal, catalogue: Catalogue, source: Speaker | undefined): Normalised {
  const sender = catalogue.sources.find(({ id }) => id === source?.id);
  const signal = { ...told, monitor: lastingName(told.monitor, sender) };
  const matches = catalogue.services.flatMap((service) =>
    service.monitors
      .filter((monitor) => listensTo(monitor, source) && picks(monitor, { ...signal.labels, monitor: signal.monitor }))
      .map((monitor) => ({ service, monitor })),
  );
  if (matches.length === 0 && isIgnored({ ...signal.labels, monitor: signal.monitor }, catalogue, source))
    return events([]);
  if (matches.length === 0) return unmapped(`no monitor matches "${signal.monitor}" ${describeLabels(signal)}`);
  return events(matches.flatMap(({ service, monitor }) => stateEvents(signal, service, monitor)));
}

// Somebody decided, with a reason that stands in the catalogue, that it is nobody's.
function isIgnored(labels: Labels, { sources }: Catalogue, source: Speaker | undefined): boolean {
  const rules = sources.find(({ id }) => id === source?.id)?.ignore ?? [];
  return rules.some(({ match }) => fits(match, labels));
}

function listensTo(monitor: Monitor, source: Speaker | undefined): boolean {
  return monitor.source === undefined || maySpeakFor(source, monitor.source);
}

// A signal read from a file has no source: it speaks for whichever monitor it matches, as a relay's does.
function maySpeakFor(source: Speaker | undefined, id: string): boolean {
  return source === undefined || source.relay || source.id === id;
}

// Whoever may correct can turn a miss into a met: only sources that the catalogue trusts with it.
function mayCorrect(source: Speaker | undefined): boolean {
  return source === undefined || source.corrections === true;
}

function notTrusted(source: Speaker | undefined): string {
  return `"${source?.id}" may not send corrections: its source in the catalogue does not say corrections: true`;
}

function servicesPicked(labels: Labels, catalogue: Catalogue, source: Speaker | undefined): string[] {
  return catalogue.services
    .filter(({ monitors }) => monitors.some((monitor) => listensTo(monitor, source) && picks(monitor, labels)))
    .map(({ id }) => id);
}

function picks(monitor: Monitor, labels: Labels): boolean {
  return fits(monitor.match, labels);
}

function fits(match: Labels, labels: Labels): boolean {
  return Object.entries(match).every(([name, value]) => labels[name] === value);
}

// A signal that says since when the state before held is evidence for that state's opening too: the same event as the
// opening itself would have made, so a lost opening heals and a known one is a duplicate.
function stateEvents(signal: StateSignal, service: Service, monitor: Monitor): StateEvent[] {
  const { labels: _labels, since, ...said } = signal;
  const event: StateEvent = { ...said, service: service.id, monitor: monitor.id, stream: streamName(signal.monitor) };
  const { previous, ...opening } = event;
  if (since === undefined || since >= signal.at || previous === undefined || previous === 'pending') return [event];
  // What a sender that repeats itself closes was open to the end.
  return [
    { ...opening, state: previous, at: since, ...(event.heardAt !== undefined && { heardAt: signal.at }) },
    event,
  ];
}

function forKnownServices(
  services: readonly string[],
  catalogue: Catalogue,
  eventFor: (service: string) => LedgerEvent,
): Normalised {
  const known = services.filter((id) => catalogue.services.some((service) => service.id === id));
  const missing = services.filter((id) => !known.includes(id));
  const found = [...new Set(known)].map(eventFor);
  if (missing.length === 0) return events(found);
  return { events: found, unmapped: `no service named ${missing.map((id) => `"${id}"`).join(', ')}` };
}

function describeLabels({ labels = {} }: { readonly labels?: Labels | undefined }): string {
  const text = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return text.length === 0 ? 'without labels' : `with labels ${text.join(', ')}`;
}

function events(list: readonly LedgerEvent[]): Normalised {
  return { events: list };
}

function unmapped(reason: string): Normalised {
  return { events: [], unmapped: reason };
}
