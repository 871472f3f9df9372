import type { HighestTarget } from '../domain/highest-target.ts';
import type { PlanChange, PlanLine, PlannedFigures } from '../domain/plan.ts';
import { money } from './credit-words.ts';
import { VERDICT_NOUNS } from './words.ts';

/** A plan for people: what there is to say, and tables to align or to mark up. */
export interface PlanWords {
  readonly summary: readonly string[];
  readonly changes: readonly (readonly string[])[];
  readonly targets: readonly (readonly string[])[];
}

export const CHANGES_HEAD = ['AGREEMENT', 'SERVICE', 'PERIOD', 'BEFORE', 'AFTER', 'CREDIT'];
export const TARGETS_HEAD = ['AGREEMENT', 'SERVICE', 'PROMISED', 'HIGHEST MET', 'IN'];

export function planWords(lines: readonly PlanLine[], highest: readonly HighestTarget[]): PlanWords {
  const changed = lines.filter(({ change }) => change !== 'none' && change !== 'target');
  const inOrder = changed.toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
  return {
    summary: [flips(lines), ...creditTotals(lines), ...sameByOtherTargets(lines)],
    changes: inOrder.map((it) => [
      it.agreement,
      it.service,
      it.period,
      told(it.before),
      told(it.after),
      creditChange(it),
    ]),
    targets: highest.map((it) => targetRow(it, lines)),
  };
}

const ORDER: readonly PlanChange[] = ['flipped', 'added', 'removed', 'figures', 'target', 'none'];

function flips(lines: readonly PlanLine[]): string {
  const flipped = lines.filter(({ change }) => change === 'flipped');
  const ways = Map.groupBy(flipped, ({ before, after }) => `${noun(before)} → ${noun(after)}`);
  const parts = [...ways].map(([way, { length }]) => `${length} ${way}`);
  const some =
    parts.length === 0
      ? 'no verdict changes'
      : `${flipped.length === 1 ? '1 verdict changes' : `${flipped.length} verdicts change`}: ${parts.join(', ')}`;
  if (lines.length === 0) return 'No closed period of a service was observed';
  return `Of ${lines.length === 1 ? '1 closed period' : `${lines.length} closed periods`} of a service, ${some}`;
}

function sameByOtherTargets(lines: readonly PlanLine[]): string[] {
  const count = lines.filter(({ change }) => change === 'target').length;
  if (count === 0) return [];
  const [more, come] = count === 1 ? ['1 other has', 'comes'] : [`${count} others have`, 'come'];
  return [`${more} another target and ${come} out the same`];
}

function noun(figures: PlannedFigures | null): string {
  return VERDICT_NOUNS[figures?.verdict ?? 'none'];
}

function told(figures: PlannedFigures | null): string {
  if (figures === null) return '–';
  const { percent, target } = figures;
  const of = target === null ? '' : ` of ${target} %`;
  return `${noun(figures)}${percent === null ? '' : `, ${percent} %${of}`}${missedBesides(figures)}`;
}

// An availability target is its number, which stands there already.
function missedBesides({ missed, target }: PlannedFigures): string {
  const others = missed.filter((it) => it !== target);
  return others.length === 0 ? '' : ` (${others.join('; ')})`;
}

function creditChange({ before, after }: PlanLine): string {
  const [old, changed] = [before?.credit ?? null, after?.credit ?? null];
  if (old === null && changed === null) return '–';
  const [from, to] = [old, changed].map((it) => (it === null ? '–' : money(it)));
  return from === to ? (to ?? '–') : `${from} → ${to}`;
}

function creditTotals(lines: readonly PlanLine[]): string[] {
  const currencies = new Set(
    lines.flatMap(({ before, after }) => [before, after].flatMap((it) => it?.credit?.currency ?? [])),
  );
  return [...currencies].map((currency) => {
    const [before, after] = [lines.map((it) => it.before), lines.map((it) => it.after)].map((figures) => ({
      currency,
      amount: sumOf(figures, currency),
    }));
    return before === undefined || after === undefined ? '' : `Service credits: ${money(before)} → ${money(after)}`;
  });
}

function sumOf(figures: readonly (PlannedFigures | null)[], currency: string): number {
  return figures.reduce((sum, it) => sum + (it?.credit?.currency === currency ? it.credit.amount : 0), 0);
}

function targetRow(
  { agreement, service, target, met, periods, notMeasured }: HighestTarget,
  lines: readonly PlanLine[],
): string[] {
  const latest = lines.findLast((it) => it.agreement === agreement && it.service === service && it.after !== null);
  const promised = latest?.after?.target ?? null;
  return [
    agreement,
    service,
    promised === null ? '–' : `${promised} %`,
    target === null ? 'none' : `${target} %`,
    target === null ? `${notMeasured} of ${periods} not measured` : `${met} of ${periods}`,
  ];
}
