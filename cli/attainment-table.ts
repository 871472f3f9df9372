import { styleText } from 'node:util';
import type { Attainment, CorrectionResult, RefusedMaintenance } from '../shared/domain/result.ts';
import { isClocked } from '../shared/domain/targets/spent.ts';
import { lateWords } from '../shared/reports/clock-words.ts';
import {
  correctionGrounds,
  correctionName,
  correctionPlace,
  correctionState,
  withoutWords,
} from '../shared/reports/correction-words.ts';
import { creditSentence } from '../shared/reports/credit-words.ts';
import { forecastSentence } from '../shared/reports/forecast-sentence.ts';
import { foreignPeriodSentence } from '../shared/reports/foreign-period.ts';
import { lostTime } from '../shared/reports/format.ts';
import { whyNotCounted, whyRefused } from '../shared/reports/gap-notes.ts';
import { type TargetLine, targetLines } from '../shared/reports/target-lines.ts';
import { resultWords, spentWords, targetWords } from '../shared/reports/target-words.ts';
import { interval } from '../shared/reports/when.ts';
import { wordingSentences } from '../shared/reports/wording-words.ts';
import type { Tone } from '../shared/reports/words.ts';
import { textTable } from './text-table.ts';
import { verdictOf } from './verdict-words.ts';

/** Attainment for people: a table per agreement and period, with verdicts in words as well as in colour. */
export function attainmentTable(results: readonly Attainment[], { colour }: { colour: boolean }): string {
  const groups = Map.groupBy(results, ({ agreement, period }) => `${agreement}  ${period.name}  ${period.timeZone}`);
  return [...groups]
    .map(([title, group]) => `${title}${counting(group)}\n\n${tableOf(group, colour)}\n${notesOf(group)}`)
    .join('\n');
}

// Below the table stand what is ahead and what is owed, what was late and what was corrected, and what the result would be
// without.
function notesOf(results: readonly Attainment[]): string {
  const foreign = new Set(results.map(foreignPeriodSentence).filter((sentence) => sentence !== ''));
  const notes = results.flatMap((attainment) => {
    const { service, corrections = [], notCounted, maintenanceRefused = [], period } = attainment;
    const exclusions = notCounted.filter(({ flags }) => flags !== undefined);
    const without = withoutWords(attainment);
    const told = [forecastSentence(attainment), creditSentence(attainment.credit, period.timeZone)];
    return [
      ...told.filter((sentence) => sentence !== '').map((sentence) => `${service}: ${sentence}`),
      ...attainment.targets
        .filter((it) => isClocked(it))
        .filter(({ late }) => late > 0)
        .map((it) => `${service}: "${it.target}": ${lateWords(it, period.timeZone)}`),
      ...wordingSentences(attainment).map((sentence) => `${service}: ${sentence}`),
      ...(without === '' ? [] : [`${service}: ${without}`]),
      ...exclusions.map((it) => `${service}: ${interval(it, period.timeZone)} ${whyNotCounted(it)}`),
      ...maintenanceRefused.map((it) => `${service}: ${refusedLine(it, period.timeZone)}`),
      ...corrections.map((it) => `${service}: ${correctionLine(it, period.timeZone)}`),
    ];
  });
  const all = [...foreign, ...notes];
  return all.length === 0 ? '' : `\n${all.join('\n')}\n`;
}

// What was announced as maintenance and counts all the same.
function refusedLine(it: RefusedMaintenance, timeZone: string): string {
  return `${lostTime(it.ms)} of maintenance ${interval(it, timeZone)} not accepted. ${whyRefused(it, timeZone)}`;
}

function correctionLine(it: CorrectionResult, timeZone: string): string {
  const about = `${correctionName(it, timeZone)}, ${correctionPlace(it, timeZone)}`;
  return `${about}. ${correctionState(it)}. Proposed by ${correctionGrounds(it)}`;
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
      ? styleText(colourOf(line), text, { validateStream: false })
      : text;
  });
}

const COLOURS = { good: 'green', bad: 'red', unsure: 'yellow' } as const satisfies Record<Tone, string>;

function colourOf(line: TargetLine): 'green' | 'red' | 'yellow' | 'dim' {
  return line.verdict === 'noAgreedTime' ? 'dim' : COLOURS[verdictOf(line).tone];
}

function rowOf(line: TargetLine, lines: readonly TargetLine[]): string[] {
  const { service, target } = line;
  const { ms, outages } = service.attainment;
  const { allowed = '–', used = '–', remaining = '–', over = false } = target === null ? {} : spentWords(target);
  return [
    service.id,
    resultWords(service.attainment, line),
    targetWords(line, lines),
    verdictOf(line).words,
    allowed,
    used,
    over ? `over by ${remaining}` : remaining,
    ms.unknown === 0 ? '–' : lostTime(ms.unknown),
    String(outages.length),
  ];
}
