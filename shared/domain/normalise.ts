import type { Catalogue, Monitor, Service, Source } from './catalogue.ts';
import type { LedgerEvent, StateEvent } from './event.ts';
import type { IncidentSignal, Labels, MaintenanceSignal, Signal, StateSignal } from './signal.ts';
import { lastingName } from './stream-alias.ts';
import { streamName } from './stream-name.ts';
import { noMonitorMatches, type Unheard } from './unmatched-reason.ts';

/** The ledger events of a signal, and what of it maps to nothing: that is kept in quarantine, to be mapped and replayed. */
export interface Normalised {
  readonly events: readonly LedgerEvent[];
  readonly unmapped?: string;
  /** Why nobody minds that it belongs to no service, as the catalogue says; then it is not kept in quarantine. */
  readonly ignored?: string;
}

/** The source that a signal came by, as the catalogue had it when the signal came. */
export type Speaker = Pick<Source, 'id' | 'relay' | 'corrections' | 'notice'>;

/**
 * Finds the services that a signal from a source speaks of. Pure: the catalogue is the one in force at its time.
 *
 * @param receivedAt when it was received, epoch ms, where that is known
 */
export function normalise(
  signal: Signal,
  {
    catalogue,
    source,
    receivedAt,
  }: { catalogue: Catalogue; source: Speaker | undefined; receivedAt?: number | undefined },
): Normalised {
  switch (signal.kind) {
    case 'state':
      return ofState(signal, catalogue, source);
    case 'maintenance': {
      const { services, labels, ...rest } = signal;
      const picked = labels === undefined ? [] : servicesPicked(labels, catalogue, source);
      if (services.length + picked.length === 0) {
        return { events: [], ...whyNobody({ labels: labels ?? {} }, { catalogue, source }) };
      }
      const told = { ...rest, ...receiptOf(signal, source, receivedAt) };
      return forServices([...services, ...picked], { catalogue, source }, (service) => ({ ...told, service }));
    }
    case 'correction':
    case 'approval': {
      if (!mayCorrect(source)) return unmapped(notTrusted(source));
      const { services, ...rest } = signal;
      return forServices(services, { catalogue, source }, (service) => ({ ...rest, service }));
    }
    case 'incident': {
      const { services = [], labels, ...rest } = signal;
      const picked = labels === undefined ? [] : servicesPicked(labels, catalogue, source);
      if (services.length + picked.length === 0) {
        const kept: LedgerEvent = { ...rest, service: null, ...sayerOf(source) };
        return { events: [kept], ...nobodys(signal, catalogue, source) };
      }
      return forServices([...services, ...picked], { catalogue, source }, (service) => ({ ...rest, service }));
    }
    case 'count': {
      const owners = catalogue.services.filter((service) => service.indicators.includes(signal.indicator));
      if (owners.length === 0) return unmapped(`no service has an indicator "${signal.indicator}"`);
      return forServices(
        owners.map(({ id }) => id),
        { catalogue, source },
        (service) => ({ ...signal, service }),
      );
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
  const labels = { ...signal.labels, monitor: signal.monitor };
  const heard = catalogue.services.flatMap((service) =>
    service.monitors
      .filter((monitor) => listensTo(monitor, source) && picks(monitor, labels))
      .flatMap((monitor) => stateEvents(signal, service, monitor)),
  );
  if (heard.length > 0) return events(heard);
  const unheard = { stream: signal.monitor, labels: signal.labels ?? {} };
  return { events: [], ...whyNobody(unheard, { catalogue, source, labels }) };
}

// What nobody listens to waits in quarantine, unless somebody decided, with a reason that stands in the catalogue, that it is
// nobody's.
function whyNobody(
  unheard: Unheard,
  {
    catalogue,
    source,
    labels = unheard.labels,
  }: { catalogue: Catalogue; source: Speaker | undefined; labels?: Labels },
): Pick<Normalised, 'unmapped' | 'ignored'> {
  const rules = catalogue.sources.find(({ id }) => id === source?.id)?.ignore ?? [];
  const ignored = rules.find(({ match }) => fits(match, labels))?.reason;
  return ignored === undefined ? { unmapped: noMonitorMatches(unheard) } : { ignored };
}

// An incident that opens with labels which nobody picks is nobody's, as an alert is; what follows it goes by its id.
function nobodys({ incident, phase, labels = {} }: IncidentSignal, catalogue: Catalogue, source: Speaker | undefined) {
  if (phase !== 'opened' || Object.keys(labels).length === 0) return {};
  return whyNobody({ stream: incident, labels }, { catalogue, source });
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

// Maintenance, incidents and counts name their services, and can turn a miss into a met as much as a correction can.
// Whoever may correct may name any; so may all for a service without monitors, which listens to nobody in particular.
function mayName(source: Speaker | undefined, { monitors }: Pick<Service, 'monitors'>): boolean {
  if (mayCorrect(source) || monitors.length === 0) return true;
  return monitors.some((monitor) => listensTo(monitor, source));
}

// Who knows the id of an incident could end it: a phase that names no service counts where its source may name the service.
function sayerOf(source: Speaker | undefined): { source?: string } {
  return source === undefined || source.relay || mayCorrect(source) ? {} : { source: source.id };
}

// An announcement is told to nobody before it is received, unless the catalogue trusts the source with saying so.
function receiptOf(
  { announcedAt }: MaintenanceSignal,
  source: Speaker | undefined,
  receivedAt: number | undefined,
): { receivedAt?: number } {
  if (receivedAt === undefined || announcedAt >= receivedAt) return {};
  return mayCorrect(source) || source?.notice === 'told' ? {} : { receivedAt };
}

/**
 * Whether a source may name a service in what it says, such as an incident: for a service without monitors all may.
 *
 * @param source id of one that may not speak for all
 */
export function mayBeNamedBy({ monitors }: Service, source: string): boolean {
  return mayName({ id: source, relay: false }, { monitors });
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
  const { previous, maintenance: _own, ...opening } = event;
  if (since === undefined || since >= signal.at || previous === undefined || previous === 'pending') return [event];
  // What a sender that repeats itself closes was open to the end.
  return [
    { ...opening, state: previous, at: since, ...(event.heardAt !== undefined && { heardAt: signal.at }) },
    event,
  ];
}

// Each service once, in the order named. One that is unknown, or not the source's to speak for, costs no other its event.
function forServices(
  ids: readonly string[],
  { catalogue, source }: { readonly catalogue: Catalogue; readonly source: Speaker | undefined },
  eventFor: (service: string) => LedgerEvent,
): Normalised {
  const named = [...new Set(ids)];
  const known = named.flatMap((id) => catalogue.services.find((service) => service.id === id) ?? []);
  const missing = named.filter((id) => !known.some((service) => service.id === id));
  const heard = known.filter((service) => mayName(source, service));
  const found = heard.map(({ id }) => eventFor(id));
  const reasons = [
    ...(missing.length === 0 ? [] : [`no service named ${missing.map((id) => `"${id}"`).join(', ')}`]),
    ...known.filter((service) => !heard.includes(service)).map(({ id }) => mayNotName(source, id)),
  ];
  return reasons.length === 0 ? events(found) : { events: found, unmapped: reasons.join('; ') };
}

function mayNotName(source: Speaker | undefined, service: string): string {
  return `"${source?.id}" may not speak for service "${service}": no monitor of it listens to this source`;
}

function events(list: readonly LedgerEvent[]): Normalised {
  return { events: list };
}

function unmapped(reason: string): Normalised {
  return { events: [], unmapped: reason };
}
