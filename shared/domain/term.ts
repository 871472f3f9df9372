import { claimsBeforeMaintenance, type TimeKnowledge } from './agreed-time.ts';
import { wordingsOf } from './amendment.ts';
import type { AnnouncedWindow } from './announced-window.ts';
import { announcedWindows } from './announced-window.ts';
import type { Agreement, Catalogue, Service, Target } from './catalogue.ts';
import { correctClaims } from './correct-time.ts';
import type { Interval } from './interval.ts';
import { type Layer, layersOf } from './layer.ts';
import { maintenanceClaims } from './maintenance.ts';
import { allowanceStart } from './maintenance-allowance.ts';
import { type AccountingMethod, methodNamed } from './method.ts';
import { type CatalogueVersion, inOrderOfEffect } from './version.ts';

/** One agreement for one service in one wording of one catalogue version, over the part of a period where that holds. */
export interface Term extends Interval {
  readonly version: CatalogueVersion;
  /** As it is worded then: amendments are worked in. */
  readonly agreement: Agreement;
  readonly service: Service;
  readonly targets: readonly Target[];
  readonly method: AccountingMethod;
  /** All versions there are: they tell since when something has been worded so. */
  readonly versions?: readonly CatalogueVersion[];
  /** The agreement's own windows for the service, with when each was announced. */
  readonly windows?: readonly AnnouncedWindow[];
  /** With an allowance: the terms before this one since the allowance began, which may have used it. */
  readonly before?: readonly Term[];
}

interface Subject {
  readonly agreement: string;
  readonly service: string;
  readonly method?: AccountingMethod | undefined;
}

/** The terms of a period, in order. Where no version has the agreement for the service there is no term. */
export function termsOf(versions: readonly CatalogueVersion[], subject: Subject, period: Interval): Term[] {
  const start = allowanceStart(versions, subject.agreement, period.start);
  if (start === undefined) return termsWithin(versions, subject, period);
  const all = termsWithin(versions, subject, { start, end: period.end });
  return all
    .map((term, index) => {
      const before = [...all.slice(0, index), ...(term.start < period.start ? [{ ...term, end: period.start }] : [])];
      return { ...term, start: Math.max(term.start, period.start), before };
    })
    .filter((term) => term.start < term.end);
}

function termsWithin(
  versions: readonly CatalogueVersion[],
  { agreement, service, method }: Subject,
  period: Interval,
): Term[] {
  const ordered = inOrderOfEffect(versions);
  return ordered.flatMap((version, index) => {
    const start = index === 0 ? period.start : Math.max(period.start, version.catalogue.effectiveFrom);
    const end = Math.min(period.end, ordered[index + 1]?.catalogue.effectiveFrom ?? period.end);
    if (start >= end) return [];
    return wordingsFor(version.catalogue, { agreement, service }, { start, end }).map((wording) => ({
      ...wording,
      version,
      versions: ordered,
      ...announcedWindows(ordered.slice(0, index + 1), wording),
      method: method ?? methodNamed(wording.agreement.method, version.catalogue.methods),
    }));
  });
}

type Wording = Interval & Pick<Term, 'agreement' | 'service' | 'targets'>;

/** How one version of the catalogue words an agreement for a service in a window, in order; nothing where it does not name it. */
export function wordingsFor(
  catalogue: Catalogue,
  subject: Pick<Subject, 'agreement' | 'service'>,
  window: Interval,
): Wording[] {
  const agreement = catalogue.agreements.find(({ id }) => id === subject.agreement);
  const service = catalogue.services.find(({ id }) => id === subject.service);
  if (agreement === undefined || service === undefined) return [];
  return wordingsOf(agreement).flatMap((worded): Wording[] => {
    const [start, end] = [Math.max(window.start, worded.start), Math.min(window.end, worded.end)];
    const agreed = worded.agreement.services.find((it) => it.service === service.id);
    if (start >= end || agreed === undefined) return [];
    return [{ start, end, agreement: worded.agreement, service, targets: agreed.targets }];
  });
}

/** What a term claims of a window inside it, before anybody looks at a monitor. First match wins, in this order. */
export function layersOfTerm(term: Term, known: TimeKnowledge, window: Interval): Layer[] {
  const claims = [...claimsBeforeMaintenance(term, window), ...maintenanceClaims(term, known, window)];
  return layersOf(window, correctClaims(claims, known.inForce ?? []));
}

/** The same term counted by another method, with what came before it. */
export function underMethod(term: Term, method: AccountingMethod): Term {
  const before = term.before?.map((it) => ({ ...it, method }));
  return { ...term, method, ...(before !== undefined && { before }) };
}
