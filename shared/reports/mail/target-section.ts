import type { PastVerdict, SlaReport } from '../../domain/report.ts';
import { periodWords } from '../period-words.ts';
import type { TargetLine } from '../target-lines.ts';
import { promiseWords, resultWords, spentWords, verdictWords } from '../target-words.ts';
import { plural, SYMBOL_LEGEND, SYMBOLS, TONES, VERDICT_NOUNS } from '../words.ts';
import { type Cell, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** The table of the mail: service, target, result, allowed, used, verdict and the periods up to this one. */
export function targetSection(facts: ReportFacts): Section {
  const { lines, limit, report } = facts;
  const { unit } = periodWords(report.period.name);
  const periods = longestHistory(report);
  const hidden = lines.length - limit;
  return {
    title: 'Targets',
    columns: [
      { label: 'Service' },
      { label: 'Target', align: 'right' },
      { label: 'Result', align: 'right' },
      { label: 'Allowed', align: 'right' },
      { label: 'Used', align: 'right' },
      { label: 'Verdict' },
      { label: plural(periods, unit.slice(0, -1)) },
    ],
    rows: lines.slice(0, limit).map((line) => rowOf(line, facts)),
    empty: 'no services are agreed.',
    notes:
      hidden > 0
        ? [legend(unit), `${plural(hidden, 'more target')} on the web pages; the ones above need attention first.`]
        : [legend(unit)],
  };
}

function rowOf(line: TargetLine, facts: ReportFacts): Cell[] {
  const { service, target, verdict } = line;
  const budget = target === null ? null : spentWords(target);
  const history = facts.report.services.find(({ id }) => id === service.id)?.history ?? [];
  return [
    serviceCell(service, facts),
    value(target === null ? '–' : promiseWords(target)),
    value(resultWords(service.attainment, line)),
    value(budget?.allowed ?? '–'),
    value(budget?.used ?? '–'),
    { text: verdictWords(line), tone: TONES[verdict] },
    historyCell(history, longestHistory(facts.report)),
  ];
}

// Filled up on the left, so that a column is the same month in every row.
function historyCell(history: readonly (PastVerdict | null)[], periods: number): Cell {
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
