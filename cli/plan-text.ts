import type { HighestTarget } from '../shared/domain/highest-target.ts';
import type { PlanLine } from '../shared/domain/plan.ts';
import { CHANGES_HEAD, planWords, TARGETS_HEAD } from '../shared/reports/plan-words.ts';
import { textTable } from './text-table.ts';

/** A plan for a terminal. */
export function planText(lines: readonly PlanLine[], highest: readonly HighestTarget[]): string {
  const { summary, changes, targets } = planWords(lines, highest);
  const tables = [
    ...(changes.length === 0 ? [] : [textTable([CHANGES_HEAD, ...changes])]),
    ...(targets.length === 0 ? [] : [highestHeading(highest), textTable([TARGETS_HEAD, ...targets])]),
  ];
  return `${[summary.map((it) => `${it}.`).join('\n'), ...tables].join('\n\n')}\n`;
}

/** The same for a pull request. */
export function planMarkdown(lines: readonly PlanLine[], highest: readonly HighestTarget[]): string {
  const { summary, changes, targets } = planWords(lines, highest);
  const tables = [
    ...(changes.length === 0 ? [] : [markdownTable([CHANGES_HEAD, ...changes])]),
    ...(targets.length === 0 ? [] : [highestHeading(highest), markdownTable([TARGETS_HEAD, ...targets])]),
  ];
  const list = summary.map((it) => `- ${it}`).join('\n');
  return `${['### What this catalogue would have done', list, ...tables].join('\n\n')}\n`;
}

function highestHeading(highest: readonly HighestTarget[]): string {
  const [often, other] = new Set(highest.map(howOften));
  const all = other === undefined ? often : 'the closed periods looked at (of 12, in 11)';
  return `The highest target that would have been met in ${all}:`;
}

function howOften({ met, periods }: HighestTarget): string {
  if (periods === 1) return 'the one closed period looked at';
  return met === periods ? `all ${periods} closed periods looked at` : `${met} of ${periods} periods`;
}

function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
