import { AROUND_THE_CLOCK, serviceHours } from './calendar.ts';
import type { Agreement, Calendar, Catalogue, Service, Target } from './catalogue.ts';
import { correctClaims } from './correct-time.ts';
import type { Knowledge } from './evaluate.ts';
import type { MaintenanceEvent } from './event.ts';
import { inForce } from './in-force.ts';
import { gaps, type Interval, union } from './interval.ts';
import { type Claim, type Layer, layersOf } from './layer.ts';
import { type AccountingMethod, methodNamed } from './method.ts';
import { type CatalogueVersion, inOrderOfEffect } from './version.ts';

/** One agreement for one service as one catalogue version words it, over the part of a period where that version holds. */
export interface Term extends Interval {
  readonly version: CatalogueVersion;
  readonly agreement: Agreement;
  readonly service: Service;
  readonly targets: readonly Target[];
  readonly method: AccountingMethod;
  /** All versions there are: they tell since when something has been worded so. */
  readonly versions?: readonly CatalogueVersion[];
}

/** The terms of a period, in order. Where no version has the agreement for the service there is no term. */
export function termsOf(
  versions: readonly CatalogueVersion[],
  { agreement, service, method }: { agreement: string; service: string; method?: AccountingMethod | undefined },
  period: Interval,
): Term[] {
  const ordered = inOrderOfEffect(versions);
  return ordered.flatMap((version, index) => {
    const start = index === 0 ? period.start : Math.max(period.start, version.catalogue.effectiveFrom);
    const end = Math.min(period.end, ordered[index + 1]?.catalogue.effectiveFrom ?? period.end);
    const wording = find(version.catalogue, agreement, service);
    if (start >= end || wording === undefined) return [];
    return [
      {
        start,
        end,
        version,
        versions: ordered,
        ...wording,
        method: method ?? methodNamed(wording.agreement.method, version.catalogue.methods),
      },
    ];
  });
}

function find(
  catalogue: Catalogue,
  agreementId: string,
  serviceId: string,
): Pick<Term, 'agreement' | 'service' | 'targets'> | undefined {
  const agreement = catalogue.agreements.find(({ id }) => id === agreementId);
  const agreed = agreement?.services.find((it) => it.service === serviceId);
  const service = catalogue.services.find(({ id }) => id === serviceId);
  if (agreement === undefined || agreed === undefined || service === undefined) return undefined;
  return { agreement, service, targets: agreed.targets };
}

/** What a term claims of a window inside it, before anybody looks at a monitor. First match wins, in this order. */
export function layersOfTerm(
  term: Term,
  { maintenance, inForce: corrections = [] }: Pick<Knowledge, 'maintenance' | 'inForce'>,
  window: Interval,
): Layer[] {
  const { agreement, service, method } = term;
  const hours = hoursOfTerm(term, window);
  const claims: Claim[] = [
    { class: 'notInForce', intervals: gaps(union([inForce(agreement, service)]), window) },
    { class: 'outOfHours', intervals: gaps(hours, window) },
    ...agreement.exclusions
      .filter(({ services }) => services?.includes(service.id) ?? true)
      .map(({ reason, start, end }): Claim => ({ class: 'excluded', intervals: [{ start, end }], reason })),
  ];
  const all = method.maintenance === 'ignore' ? claims : [...claims, ...announced(maintenance, term)];
  return layersOf(window, correctClaims(all, corrections));
}

/** The agreed service hours in a window, be it inside the term or not. */
export function hoursOfTerm({ agreement, version }: Term, window: Interval): Interval[] {
  return serviceHours(calendarOf(version.catalogue, agreement.hours), window);
}

function calendarOf(catalogue: Catalogue, id: string): Calendar | typeof AROUND_THE_CLOCK {
  return catalogue.calendars[id] ?? AROUND_THE_CLOCK;
}

// Maintenance counts only if it was announced with the notice that the agreement asks for, and until it was cancelled.
function announced(maintenance: readonly MaintenanceEvent[], { agreement }: Term): Claim[] {
  return maintenance
    .filter(({ announcedAt, start }) => announcedAt <= start - agreement.maintenanceNoticeMs)
    .map((it) => ({
      class: 'maintenance',
      intervals: [{ start: it.start, end: Math.min(it.end, it.cancelledAt ?? it.end) }],
      reason: it.title ?? it.maintenance,
    }));
}
