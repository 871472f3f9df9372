import type { AgreementKind } from '../../domain/catalogue.ts';
import type { Attainment } from '../../domain/result.ts';

/** The current period of every agreement. */
export interface OverviewInput {
  readonly organization: string;
  /** ISO instant of the request. */
  readonly now: string;
  readonly agreements: readonly OverviewAgreement[];
  /** Where a first signal can be sent, such as `https://attain.example.com/webhooks/generic`. */
  readonly webhookUrl?: string;
}

export interface OverviewAgreement {
  readonly id: string;
  readonly customer: string;
  readonly kind: AgreementKind;
  readonly period: Attainment['period'];
  /** `attainment` is null as long as nothing has been computed. */
  readonly services: readonly OverviewService[];
}

export interface OverviewService {
  readonly id: string;
  readonly name: string;
  readonly attainment: Attainment | null;
}
