import type { PastVerdict } from '../domain/report.ts';
import type { Attainment, TargetResult, Verdict } from '../domain/result.ts';
import { sharesOf, spentOf } from '../domain/targets/spent.ts';
import { exclusionEffect } from './exclusion-effect.ts';

/** A service with its result, as reports and pages know it. */
export interface MeasuredService {
  readonly id: string;
  readonly name: string;
  readonly attainment: Attainment;
  readonly history?: readonly (PastVerdict | null)[];
}

/** Verdicts as reports tell them apart: a target that only holds because of exclusions is said to. */
export type ToldVerdict = Verdict | 'metAfterExclusions';

/** One line of a report's table: a service and one of its targets, or null if none is agreed. */
export interface TargetLine {
  readonly service: MeasuredService;
  readonly target: TargetResult | null;
  readonly verdict: ToldVerdict;
}

/** One line for each target, what needs attention first: missed, not measured, then by share of the budget used. */
export function targetLines(services: readonly MeasuredService[]): TargetLine[] {
  return services.flatMap(linesOf).sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || strain(b) - strain(a));
}

/** How many targets there are to meet, and how many were met. No agreed time, no target. */
export function countTargets(lines: readonly TargetLine[]): { total: number; met: number } {
  const counted = lines.filter(({ target, verdict }) => target !== null && verdict !== 'noAgreedTime');
  return { total: counted.length, met: counted.filter(isMet).length };
}

/** Met, with or without help from exclusions. */
export function isMet({ verdict }: TargetLine): boolean {
  return verdict === 'met' || verdict === 'metAfterExclusions';
}

/** Share of what is allowed that was used; without an allowance, any use is infinitely much. */
export function strain({ target }: TargetLine): number {
  if (target === null) return 0;
  const { allowed, used } = sharesOf(spentOf(target));
  return used === 0 ? 0 : used / allowed;
}

const RANK: Readonly<Record<ToldVerdict, number>> = {
  missed: 0,
  notMeasured: 1,
  metAfterExclusions: 2,
  met: 2,
  noAgreedTime: 3,
};

function linesOf(service: MeasuredService): TargetLine[] {
  const { attainment } = service;
  if (attainment.targets.length === 0) return [{ service, target: null, verdict: attainment.verdict }];
  return attainment.targets.map((target) => ({ service, target, verdict: told(attainment, target) }));
}

function told(attainment: Attainment, target: TargetResult): ToldVerdict {
  if (target.verdict !== 'met') return target.verdict;
  return exclusionEffect(attainment, target) === null ? 'met' : 'metAfterExclusions';
}
