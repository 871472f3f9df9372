import type { AgreementKind, Monitor } from '../../domain/catalogue.ts';
import type { Exposure } from '../../domain/exposure.ts';
import type { ImprovementItem } from '../../domain/improvement.ts';
import type { Attainment, TimeClass } from '../../domain/result.ts';
import type { Waterfall } from '../../domain/waterfall.ts';
import type { Why } from '../../domain/why.ts';

/** One service under one agreement over one period. */
export interface ServicePageInput {
  readonly organization: string | undefined;
  /** ISO instant of the request. */
  readonly now: string;
  /** The moment whose knowledge is shown, where it is not the present: ISO 8601. */
  readonly asOf?: string | undefined;
  readonly service: { readonly id: string; readonly name: string };
  readonly agreement: { readonly id: string; readonly customer: string; readonly kind: AgreementKind };
  readonly attainment: Attainment;
  /** What the service was, in order; time that they leave out is still to come. */
  readonly segments: readonly TimelineSegment[];
  readonly improvements: readonly ImprovementItem[];
  /** Names of the periods before and after, where there is something to see. */
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  /** Other agreements on the same service. */
  readonly others?: readonly { readonly id: string; readonly customer: string; readonly period: string }[];
  /** What the closed report of the period says of the service, and when it was closed. */
  readonly closed?: { readonly at: string; readonly attainment: Attainment } | undefined;
  /** A moment that is asked about, explained. */
  readonly why?: Why | undefined;
  /** How the result comes about, step by step. */
  readonly waterfall?: Waterfall;
  /** While an outage lasts and credits are agreed: what it would cost if it went on. */
  readonly exposure?: Exposure | undefined;
  /** Its monitors, as the catalogue has them: how finely and how late they see. */
  readonly monitors?: readonly Pick<Monitor, 'id' | 'everyMs' | 'alertRules'>[];
  /** SHA-256 of the catalogue version used. */
  readonly catalogue?: string;
}

/** Epoch ms, `[start, end)`. */
export interface TimelineSegment {
  readonly start: number;
  readonly end: number;
  readonly class: TimeClass;
}
