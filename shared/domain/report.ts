import type { Agreement, AgreementKind } from './catalogue.ts';
import { ENGINE } from './engine.ts';
import type { IncidentEvent } from './event.ts';
import type { ImprovementItem, TargetItem } from './improvement.ts';
import { formatInstant } from './instant.ts';
import type { Period } from './period.ts';
import type { Restatement } from './restatement.ts';
import type { Attainment, TargetResult, Verdict } from './result.ts';
import type { CatalogueVersion } from './version.ts';

/** Everything that a period's SLA report says, as it was when it was closed: rendered to mail, stored as the snapshot. */
export interface SlaReport {
  /** Such as `R-2026-10-acme-2026-v1`. */
  readonly id: string;
  readonly version: number;
  readonly state: 'final' | 'restated';
  /** ISO instants. */
  readonly closedAt: string;
  readonly organization: string;
  readonly agreement: { readonly id: string; readonly kind: AgreementKind; readonly customer: string };
  readonly period: Attainment['period'];
  /** SHA-256 of the catalogue version in force at the end of the period. */
  readonly catalogue: string;
  readonly engine: string;
  readonly services: readonly ReportedService[];
  readonly incidents: readonly ReportedIncident[];
  readonly improvements: readonly TargetItem[];
  /** Of a version that replaces another: what changed, who approved it and why. */
  readonly restatement?: ApprovedRestatement;
}

export interface ApprovedRestatement extends Restatement {
  readonly approvedBy: string;
  readonly reason: string;
  /** When it was counted, ISO: nothing that became known later is in it, though it was approved later still. */
  readonly countedAt?: string;
}

export interface ReportedService {
  readonly id: string;
  readonly name: string;
  readonly attainment: Attainment;
  /** The events of the ledger that it was made from: how many, and the digest of their sorted ids. */
  readonly inputs?: { readonly events: number; readonly root: string };
  /** Up to twelve periods, oldest first, this one last; null where there is no figure. */
  readonly history: readonly (PastVerdict | null)[];
}

export interface PastVerdict {
  readonly period: string;
  readonly verdict: Verdict;
  readonly percent: string | null;
  /** Of each target; reports written before this was kept do not say. */
  readonly targets?: readonly Pick<TargetResult, 'kind' | 'target' | 'verdict'>[];
}

export interface ReportedIncident {
  readonly incident: string;
  readonly priority: string;
  readonly services: readonly string[];
  readonly title?: string;
  readonly url?: string;
  /** ISO instants of the phases that are known. */
  readonly phases: readonly { readonly phase: string; readonly at: string }[];
}

/** What a report is put together from. */
export interface ReportParts {
  readonly agreement: Agreement;
  readonly period: Period;
  readonly version: CatalogueVersion;
  readonly services: readonly ReportedService[];
  readonly incidents: readonly IncidentEvent[];
  readonly improvements: readonly ImprovementItem[];
  /** Epoch ms. */
  readonly now: number;
}

/** The first, final report of a period. */
export function closeOf({
  agreement,
  period,
  version,
  services,
  incidents,
  improvements,
  now,
}: ReportParts): SlaReport {
  return {
    id: reportId({ agreement: agreement.id, period: period.name, version: 1 }),
    version: 1,
    state: 'final',
    closedAt: formatInstant(now),
    organization: version.catalogue.organization.name,
    agreement: { id: agreement.id, kind: agreement.kind, customer: agreement.customer },
    period: {
      name: period.name,
      start: formatInstant(period.start),
      end: formatInstant(period.end),
      timeZone: period.timeZone,
    },
    catalogue: version.hash,
    engine: ENGINE,
    services,
    incidents: reportedIncidents(incidents),
    improvements: improvements
      .filter((item) => item.type === 'nonconformity')
      .filter((item) => item.agreement === agreement.id && item.state === 'open'),
  };
}

export function reportId({
  agreement,
  period,
  version,
}: {
  agreement: string;
  period: string;
  version: number;
}): string {
  return `R-${period.replaceAll('/', '-')}-${agreement}-v${version}`;
}

function reportedIncidents(events: readonly IncidentEvent[]): ReportedIncident[] {
  // Events of several services come one service after another.
  const inOrder = events.toSorted((a, b) => a.at - b.at);
  return [...Map.groupBy(inOrder, ({ incident }) => incident)].map(([incident, phases]) => {
    const title = phases.find((it) => it.title !== undefined)?.title;
    const url = phases.find((it) => it.url !== undefined)?.url;
    return {
      incident,
      priority: phases.findLast(({ priority }) => priority !== '')?.priority ?? '',
      services: [...new Set(phases.flatMap(({ service }) => service ?? []))].sort(),
      phases: uniquePhases(phases),
      ...(title === undefined ? {} : { title }),
      ...(url === undefined ? {} : { url }),
    };
  });
}

// One incident on two services is two events: its phases are told once.
function uniquePhases(events: readonly IncidentEvent[]): ReportedIncident['phases'] {
  const phases = new Map(events.map(({ phase, at }) => [`${at} ${phase}`, { phase, at: formatInstant(at) }]));
  return [...phases.values()];
}
