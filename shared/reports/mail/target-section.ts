import { identityOf } from '../../domain/notice.ts';
import type { SlaReport } from '../../domain/report.ts';
import type { Verdict } from '../../domain/result.ts';
import { periodWords } from '../period-words.ts';
import type { TargetLine } from '../target-lines.ts';
import { holdsWords, resultWords, spentWords, targetWords, verdictWords } from '../target-words.ts';
import { plural, SYMBOL_LEGEND, SYMBOLS, TONES, VERDICT_NOUNS } from '../words.ts';
import { type Cell, type Column, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/**
 * The table of the mail: service, target, result, verdict and the periods up to this one, and where only availability is
 * promised what is allowed and used.
 */
export function targetSection(facts: ReportFacts): Section {
  const { lines, limit, report } = facts;
  const { unit } = periodWords(report.period.name);
  const periods = longestHistory(report);
  const hidden = lines.length - limit;
  return {
    title: 'Targets',
    columns: [
      { label: 'Service' },
      ...(holdsWords(lines) ? WORDS : PERCENTAGES),
      holdsWords(lines) ? { label: 'Verdict', leastWidth: '84px' } : { label: 'Verdict' },
      { label: `${plural(periods, unit.slice(0, -1))}${isOfTargets(report) ? '' : ' of the service'}` },
    ],
    rows: lines.slice(0, limit).map((line) => rowOf(line, facts)),
    empty: 'no services are agreed.',
    notes:
      hidden > 0
        ? [legend(unit), `${plural(hidden, 'more target')} on the web pages; the ones above need attention first.`]
        : [legend(unit)],
  };
}

const PERCENTAGES: readonly Column[] = [
  { label: 'Target', align: 'right' },
  { label: 'Result', align: 'right' },
  { label: 'Allowed', align: 'right' },
  { label: 'Used', align: 'right' },
];

// A promise in words needs room, and says itself what is allowed.
const WORDS: readonly Column[] = [
  { label: 'Target', leastWidth: '150px' },
  { label: 'Result', align: 'right' },
];

function rowOf(line: TargetLine, facts: ReportFacts): Cell[] {
  const { service, verdict } = line;
  return [
    serviceCell(service, facts),
    ...(holdsWords(facts.lines) ? inWordsOf(line, facts.lines) : inPercentOf(line, facts.lines)),
    { text: verdictWords(line), tone: TONES[verdict] },
    historyCell(pastOf(line, facts.report), longestHistory(facts.report)),
  ];
}

function inPercentOf(line: TargetLine, lines: readonly TargetLine[]): Cell[] {
  const budget = line.target === null ? null : spentWords(line.target);
  return [
    value(targetWords(line, lines)),
    value(resultWords(line.service.attainment, line)),
    value(budget?.allowed ?? '–'),
    value(budget?.used ?? '–'),
  ];
}

function inWordsOf(line: TargetLine, lines: readonly TargetLine[]): Cell[] {
  return [{ text: targetWords(line, lines) }, value(resultWords(line.service.attainment, line))];
}

interface Past {
  readonly period: string;
  readonly verdict: Verdict;
}

// Of the target alone where every period tells of it; where one does not, all rows are of their services.
function pastOf({ service, target }: TargetLine, report: SlaReport): readonly (Past | null)[] {
  const history = report.services.find(({ id }) => id === service.id)?.history ?? [];
  if (target === null || !isOfTargets(report)) return history;
  return history.map((past) => {
    if (past?.targets === undefined) return past;
    const same = past.targets.find(
      (it) => it.kind === target.kind && identityOf(it).target === identityOf(target).target,
    );
    return same === undefined ? null : { period: past.period, verdict: same.verdict };
  });
}

// A service with one target or none has the verdict of that.
function isOfTargets({ services }: SlaReport): boolean {
  const several = services.filter(({ attainment }) => attainment.targets.length > 1);
  return several.every(({ history }) => history.every((past) => past === null || past.targets !== undefined));
}

// Filled up on the left, so that a column is the same month in every row.
function historyCell(history: readonly (Past | null)[], periods: number): Cell {
  const symbols = history.map((it) => SYMBOLS[it?.verdict ?? 'none']).join('');
  const known = history.filter((it) => it !== null);
  const spoken = known.map((it) => `${periodWords(it.period).short} ${VERDICT_NOUNS[it.verdict]}`).join(', ');
  return { text: symbols.padStart(periods, SYMBOLS.none), spoken: spoken || 'no figures', whole: true };
}

function longestHistory({ services }: SlaReport): number {
  return Math.max(1, ...services.map(({ history }) => history.length));
}

function legend(unit: string): string {
  return `${unit.charAt(0).toUpperCase()}${unit.slice(1)}, oldest first: ${SYMBOL_LEGEND}.`;
}
