/** An improvement item (ISO/IEC 20000-1:2018, 10.1 and 10.2): raised by a breached target, one per target and cause. */
export interface ImprovementItem {
  /** Stable and readable, such as `IMP-7F3A2C91-1`: the same breach and cause give the same id. */
  readonly id: string;
  readonly type: 'nonconformity' | 'opportunity';
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly agreement: string;
  readonly service: string;
  readonly target: { readonly kind: 'availability'; readonly target: string };
  /** The monitor behind most of the counted downtime. */
  readonly cause: string;
  readonly owner: { readonly name: string; readonly email: string };
  /** ISO instants. */
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly evidence: readonly Evidence[];
}

/** A period in which the target was missed for this cause. */
export interface Evidence {
  readonly period: string;
  readonly allowedMs: number;
  readonly usedMs: number;
  /** Path on the web pages, such as `/services/checkout?agreement=acme-2026&period=2026-10`. */
  readonly link: string;
}
