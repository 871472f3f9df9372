import type { Person } from './catalogue.ts';
import { digest } from './digest.ts';
import { formatInstant } from './instant.ts';
import { identityOf, type Notice } from './notice.ts';
import type { TargetResult, Verdict } from './result.ts';
import { amountsOf, type Spent } from './targets/spent.ts';

/** An improvement item (ISO/IEC 20000-1:2018, 10.1 and 10.2): about a target that was missed, or about how it is measured. */
export type ImprovementItem = TargetItem | SourceItem;

interface ItemFacts {
  /** Stable and readable, such as `IMP-7F3A2C91-1`: the same breach and cause give the same id. */
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly title: string;
  /** What it comes from: the monitor behind most of the counted downtime, or what else is to be looked at. */
  readonly cause: string;
  readonly owner: Person;
  /** ISO instants. */
  readonly raisedAt: string;
  readonly dueAt: string;
}

/** Raised by a breached target, one per target and cause. */
export interface TargetItem extends ItemFacts {
  readonly type: 'nonconformity';
  readonly agreement: string;
  readonly service: string;
  readonly target: { readonly kind: TargetResult['kind']; readonly target: string };
  readonly evidence: readonly Evidence[];
}

/** Raised by a source that does not tell everything, one per source. */
export interface SourceItem extends ItemFacts {
  readonly type: 'opportunity';
  readonly source: string;
  readonly evidence: readonly Seen[];
}

/** When it was seen (ISO instant), and where that is shown. */
export interface Seen {
  readonly at: string;
  readonly link: string;
}

/** A period in which the target was missed for this cause, with the figures as they were when that was told. */
export type Evidence = Spent & {
  readonly period: string;
  /** Path on the web pages, such as `/services/checkout?agreement=acme-2026&period=2026-10`. */
  readonly link: string;
  /** What has become of it since, by time: the last one holds now. Only there where anything changed. */
  readonly later?: readonly Finding[];
};

/** How a period stood when it was counted again, and when that was (ISO instant). */
export type Finding = Standing & { readonly at: string };

/** The verdict on the target, with the monitor to blame for a miss where it is another than the item's cause. */
export type Standing =
  | (Spent & { readonly verdict: Verdict; readonly cause?: string })
  | { readonly verdict: 'notPromised' };

/** Time from the breach to the due date of the corrective action. */
export const CORRECTIVE_ACTION_MS = 30 * 86_400_000;

/** What to do about a breach: raise an item, add evidence to the open one, or nothing, as it is known already. */
export type ImprovementDecision =
  | { readonly type: 'raise'; readonly item: ImprovementItem }
  | { readonly type: 'addEvidence'; readonly before: TargetItem; readonly after: TargetItem }
  | { readonly type: 'known'; readonly item: ImprovementItem };

/**
 * One open improvement item per breached target and cause. A breach that an item, open or closed, has as evidence is
 * known; another period's breach is evidence for the open item; with none open, a new item is raised.
 */
export function decideImprovement(
  breach: Notice,
  existing: readonly ImprovementItem[],
  { owner, serviceName, now }: { owner: Person; serviceName: string; now: number },
): ImprovementDecision {
  const evidence = evidenceOf(breach);
  const number = improvementNumber(breach);
  const own = existing.filter((item) => item.type === 'nonconformity').filter(({ id }) => id.startsWith(`${number}-`));
  const knowing = own.find((item) => item.evidence.some(({ period }) => period === evidence.period));
  if (knowing !== undefined) return { type: 'known', item: knowing };
  const open = own.find(({ state }) => state === 'open');
  if (open !== undefined) {
    return { type: 'addEvidence', before: open, after: { ...open, evidence: [...open.evidence, evidence] } };
  }
  const item: TargetItem = {
    id: `${number}-${own.length + 1}`,
    type: 'nonconformity',
    state: 'open',
    title: titleOf(breach, serviceName),
    agreement: breach.agreement,
    service: breach.service,
    target: { kind: breach.kind, target: breach.target },
    cause: breach.cause,
    owner,
    raisedAt: formatInstant(now),
    dueAt: formatInstant(now + CORRECTIVE_ACTION_MS),
    evidence: [evidence],
  };
  return { type: 'raise', item };
}

function titleOf({ kind, target }: Notice, serviceName: string): string {
  if (kind === 'availability') return `${serviceName} missed its availability target of ${target} %`;
  return `${serviceName} missed its target: ${target}`;
}

function improvementNumber(breach: Notice): string {
  const { agreement, service, kind, cause } = breach;
  return `IMP-${digest({ agreement, service, kind, cause, ...identityOf(breach) })
    .slice(0, 8)
    .toUpperCase()}`;
}

function evidenceOf(breach: Notice): Evidence {
  const { agreement, service, period } = breach;
  const search = new URLSearchParams({ agreement, period });
  return { period, ...amountsOf(breach), link: `/services/${encodeURIComponent(service)}?${search}` };
}
