import type { AgreementKind } from '../../domain/catalogue.ts';
import type { Attainment } from '../../domain/result.ts';
import type { MeasuredService } from '../target-lines.ts';
import type { ExampleWebhook } from './example-webhook.ts';

/** The current period of every agreement. */
export interface OverviewInput {
  /** Not known as long as there is no catalogue. */
  readonly organization: string | undefined;
  /** ISO instant of the request. */
  readonly now: string;
  readonly agreements: readonly OverviewAgreement[];
  /** Whether no monitor has ever said anything. */
  readonly silent: boolean;
  /** Where a first signal can be sent. */
  readonly webhook?: ExampleWebhook | undefined;
}

export interface OverviewAgreement {
  readonly id: string;
  readonly customer: string;
  readonly kind: AgreementKind;
  readonly period: Attainment['period'];
  /** `attainment` is null as long as nothing has been computed. */
  readonly services: readonly OverviewService[];
  /** The newest report that is closed, if it is recent. */
  readonly closed: ClosedReport | null;
}

/** What the overview says of a closed report: an `SlaReport` has more. */
export interface ClosedReport {
  readonly period: { readonly name: string };
  readonly services: readonly MeasuredService[];
}

export interface OverviewService {
  readonly id: string;
  readonly name: string;
  readonly attainment: Attainment | null;
}
