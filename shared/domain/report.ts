import type { AgreementKind } from './catalogue.ts';
import type { ImprovementItem } from './improvement.ts';
import type { Attainment, Verdict } from './result.ts';

/** Everything that a period's SLA report says, as it was when it was closed: rendered to mail, stored as the snapshot. */
export interface SlaReport {
  /** Such as `R-2026-10-acme-2026-v1`. */
  readonly id: string;
  readonly version: number;
  readonly state: 'final';
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
  readonly improvements: readonly ImprovementItem[];
}

export interface ReportedService {
  readonly id: string;
  readonly name: string;
  readonly attainment: Attainment;
  /** Up to twelve periods, oldest first, this one last; null where there is no figure. */
  readonly history: readonly (PastVerdict | null)[];
}

export interface PastVerdict {
  readonly period: string;
  readonly verdict: Verdict;
  readonly percent: string | null;
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
