import { styleText } from 'node:util';
import type { Attainment } from '../shared/domain/result.ts';
import { lostTime } from '../shared/reports/format.ts';
import { type TargetLine, type ToldVerdict, targetLines } from '../shared/reports/target-lines.ts';
import { resultWords, spentWords, targetWords } from '../shared/reports/target-words.ts';
import { VERDICT_NOUNS } from '../shared/reports/words.ts';
import { textTable } from './text-table.ts';

/** Attainment for people: a table per agreement and period, with verdicts in words as well as in colour. */
export function attainmentTable(results: readonly Attainment[], { colour }: { colour: boolean }): string {
  const groups = Map.groupBy(results, ({ agreement, period }) => `${agreement}  ${period.name}  ${period.timeZone}`);
  return [...groups].map(([title, group]) => `${title}${counting(group)}\n\n${tableOf(group, colour)}\n`).join('\n');
}

function counting([first]: readonly Attainment[]): string {
  if (first === undefined) return '';
  const running = first.until === first.period.end ? '' : `  until ${first.until}`;
  return `  method ${first.method} ${first.methodHash.slice(0, 8)}${running}`;
}

const HEAD = ['SERVICE', 'RESULT', 'TARGET', 'VERDICT', 'ALLOWED', 'USED', 'LEFT', 'UNKNOWN', 'OUTAGES'];
const VERDICT_COLUMN = 3;

function tableOf(results: readonly Attainment[], colour: boolean): string {
  const lines = results.flatMap((attainment) =>
    targetLines([{ id: attainment.service, name: attainment.service, attainment }]),
  );
  return textTable([HEAD, ...lines.map((line) => rowOf(line, lines))], (text, { row, column }) => {
    const line = lines[row - 1];
    return colour && line !== undefined && column === VERDICT_COLUMN
      ? styleText(COLOURS[line.verdict], text, { validateStream: false })
      : text;
  });
}

const COLOURS = {
  met: 'green',
  metAfterExclusions: 'green',
  missed: 'red',
  notMeasured: 'yellow',
  noAgreedTime: 'dim',
} as const satisfies Record<ToldVerdict, string>;

function rowOf(line: TargetLine, lines: readonly TargetLine[]): string[] {
  const { service, target, verdict } = line;
  const { ms, outages } = service.attainment;
  const { allowed = '–', used = '–', remaining = '–', over = false } = target === null ? {} : spentWords(target);
  return [
    service.id,
    resultWords(service.attainment, line),
    targetWords(line, lines),
    VERDICT_NOUNS[verdict],
    allowed,
    used,
    over ? `over by ${remaining}` : remaining,
    ms.unknown === 0 ? '–' : lostTime(ms.unknown),
    String(outages.length),
  ];
}
