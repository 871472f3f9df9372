import type { CreditResult } from '../../domain/result.ts';
import { spentOf } from '../../domain/targets/spent.ts';
import { creditSentence } from '../credit-words.ts';
import { budgetWords, lostTime, spelled } from '../format.ts';
import { periodWords } from '../period-words.ts';
import { countTargets, isMet, strain, type TargetLine } from '../target-lines.ts';
import { usedWords } from '../target-words.ts';
import { exclusionSentence, missSentence, notMeasuredSentence } from './headline-sentences.ts';
import type { ReportFacts } from './section.ts';

// More than this many sentences of one kind is no headline; the table has the rest.
const AT_MOST = 3;

/** What happened in the period, from the numbers alone: one paragraph per subject. */
export function headline(facts: ReportFacts): string[] {
  const told = (verdict: TargetLine['verdict'], noun: string, sentence: (line: TargetLine) => string): string[] => {
    const lines = facts.lines.filter((it) => it.verdict === verdict);
    const more = lines.length - AT_MOST;
    return [...lines.slice(0, AT_MOST).map(sentence), ...(more > 0 ? [`${more} more ${noun} are in the table.`] : [])];
  };
  return [
    countSentence(facts),
    ...told('missed', 'missed targets', (line) => missSentence(line, facts)),
    ...told('metAfterExclusions', 'targets met after exclusions', exclusionSentence),
    ...told('notMeasured', 'targets without a verdict', notMeasuredSentence),
    ...told('noAgreedTime', 'services without agreed time', idleSentence),
    ...creditSentences(facts),
  ];
}

// All of them: whoever has to claim must not miss one.
function creditSentences({ report }: ReportFacts): string[] {
  return report.services
    .filter(({ attainment }) => isWorthTelling(attainment.credit))
    .map(({ name, attainment }) => `${name}: ${creditSentence(attainment.credit, report.period.timeZone)}`);
}

// That nothing is due is no news unless something would be, but for a cap.
function isWorthTelling(credit: CreditResult | undefined): boolean {
  if (credit?.state === 'none') return credit.cappedBy !== null;
  return credit?.state === 'due' || credit?.state === 'notMeasured';
}

function countSentence({ report, lines }: ReportFacts): string {
  const month = periodWords(report.period.name).sentence;
  const { total, met } = countTargets(lines);
  const missed = lines.filter(({ verdict }) => verdict === 'missed').length;
  if (total === 0) return `In ${month} there was no target to meet.`;
  if (met === total) return `In ${month} ${allTargets(total)} met. ${closest(lines)}`;
  if (total === 1)
    return missed === 1 ? `In ${month} the target was missed.` : `In ${month} the target has no verdict.`;
  if (missed === 0)
    return `In ${month} ${met} of ${total} targets ${met === 1 ? 'was' : 'were'} met and none was missed.`;
  return `In ${month} ${missed} of ${total} targets ${missed === 1 ? 'was' : 'were'} missed.`;
}

function allTargets(total: number): string {
  if (total === 1) return 'the target was';
  return total === 2 ? 'both targets were' : `all ${total} targets were`;
}

function closest(lines: readonly TargetLine[]): string {
  const [line] = lines.filter(isMet).sort((a, b) => strain(b) - strain(a));
  if (line?.target == null) return '';
  if (strain(line) === 0) return nothingHappened(lines);
  const { target, service } = line;
  if (target.kind !== 'availability')
    return `The closest was ${service.name}: ${usedWords(target.kind, spentOf(target))}.`;
  const { used, allowed } = budgetWords(target);
  const both = / min$/.test(used) && / min$/.test(allowed);
  return `The closest was ${service.name}: ${both ? used.slice(0, -4) : used} of ${spelled(allowed)} used.`;
}

function nothingHappened(lines: readonly TargetLine[]): string {
  return lines.every(({ service }) => service.attainment.downtimeMs === 0) ? 'There was no downtime.' : '';
}

function idleSentence({ service }: TargetLine): string {
  const { unknown } = service.attainment.ms;
  const blind = unknown === 0 ? '' : ` and ${lostTime(unknown)} unknown`;
  return `${service.name} had no agreed time${blind}, so there is no result.`;
}
