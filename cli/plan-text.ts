import type { HighestTarget } from '../shared/domain/highest-target.ts';
import type { PlanLine } from '../shared/domain/plan.ts';
import { CHANGES_HEAD, planWords, TARGETS_HEAD } from '../shared/reports/plan-words.ts';
import { textTable } from './text-table.ts';

const HIGHEST = 'The highest target that would have been met in 11 of 12 periods:';

/** A plan for a terminal. */
export function planText(lines: readonly PlanLine[], highest: readonly HighestTarget[]): string {
  const { summary, changes, targets } = planWords(lines, highest);
  const tables = [
    ...(changes.length === 0 ? [] : [textTable([CHANGES_HEAD, ...changes])]),
    ...(targets.length === 0 ? [] : [HIGHEST, textTable([TARGETS_HEAD, ...targets])]),
  ];
  return `${[summary.map((it) => `${it}.`).join('\n'), ...tables].join('\n\n')}\n`;
}

/** The same for a pull request. */
export function planMarkdown(lines: readonly PlanLine[], highest: readonly HighestTarget[]): string {
  const { summary, changes, targets } = planWords(lines, highest);
  const tables = [
    ...(changes.length === 0 ? [] : [markdownTable([CHANGES_HEAD, ...changes])]),
    ...(targets.length === 0 ? [] : [HIGHEST, markdownTable([TARGETS_HEAD, ...targets])]),
  ];
  const list = summary.map((it) => `- ${it}`).join('\n');
  return `${['### What this catalogue would have done', list, ...tables].join('\n\n')}\n`;
}

function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
