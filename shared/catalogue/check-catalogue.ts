import { Temporal } from 'temporal-polyfill';
import type { Agreement, Catalogue, Monitor } from '../domain/catalogue.ts';
import { servicesBehind } from '../domain/dependency.ts';

/**
 * What is allowed but probably not meant, as sentences: `attain check` prints them and they stop nothing.
 *
 * @example checkCatalogue(catalogue)  //=> ['Service "search" has no monitor: its time is unknown']
 */
export function checkCatalogue(catalogue: Catalogue): string[] {
  return [
    ...openSources(catalogue),
    ...unwatchedServices(catalogue),
    ...unagreedServices(catalogue),
    ...monitorsThatShareSignals(catalogue),
    ...catalogue.agreements.flatMap((agreement) => [...lastDayLeftOut(agreement), ...withoutReaders(agreement)]),
  ];
}

function openSources({ sources }: Catalogue): string[] {
  return sources
    .filter(({ auth }) => auth.type === 'open')
    .map(
      ({ id }) => `Source "${id}" is open: the local runtime takes its webhooks from anyone, AWS refuses to deploy it`,
    );
}

function unwatchedServices({ services }: Catalogue): string[] {
  return services
    .filter(({ monitors, dependsOn = [] }) => monitors.length === 0 && dependsOn.length === 0)
    .map(({ id }) => `Service "${id}" has no monitor: its time is unknown`);
}

function unagreedServices(catalogue: Catalogue): string[] {
  const { services, agreements } = catalogue;
  const agreed = new Set(agreements.flatMap((agreement) => agreement.services.map(({ service }) => service)));
  const behind = services.filter(({ id }) => agreed.has(id)).flatMap((service) => servicesBehind(service, catalogue));
  return services
    .filter((service) => !agreed.has(service.id) && !behind.includes(service))
    .map(({ id }) => `Service "${id}" is in no agreement`);
}

function monitorsThatShareSignals({ services }: Catalogue): string[] {
  const monitors = services.flatMap((service) =>
    service.monitors.map((monitor) => ({ name: `${service.id}/${monitor.id}`, monitor })),
  );
  return monitors.flatMap((one, index) =>
    monitors
      .slice(index + 1)
      .filter((other) => sharesSignals(one.monitor, other.monitor))
      .map((other) => `Monitors "${one.name}" and "${other.name}" pick the same signals: each counts for both`),
  );
}

// If one asks for all labels that the other asks for, whatever it picks the other picks too.
function sharesSignals(one: Monitor, other: Monitor): boolean {
  if (one.source !== undefined && other.source !== undefined && one.source !== other.source) return false;
  return asksForAllOf(one, other) || asksForAllOf(other, one);
}

function asksForAllOf(narrow: Monitor, wide: Monitor): boolean {
  return Object.entries(wide.match).every(([label, value]) => narrow.match[label] === value);
}

function lastDayLeftOut({ id, to, timeZone }: Agreement): string[] {
  if (to === undefined) return [];
  const end = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(timeZone);
  const date = end.toPlainDate();
  if (!end.equals(end.startOfDay()) || date.day !== date.daysInMonth) return [];
  const next = date.add({ days: 1 });
  return [`Agreement "${id}" ends when ${date} begins, so that day is not covered; write ${next} to cover it`];
}

function withoutReaders({ id, recipients }: Agreement): string[] {
  return recipients.length > 0 ? [] : [`Agreement "${id}" has no recipients: nobody gets its report by mail`];
}
