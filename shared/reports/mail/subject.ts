import { periodWords } from '../period-words.ts';
import { verdictLine } from '../verdict-line.ts';
import type { ReportFacts } from './section.ts';

/**
 * @example subject(facts)  //=> '[Acme] October 2026: 5 of 6 targets met; Checkout API missed by 83 min'
 */
export function subject({ report, lines }: ReportFacts): string {
  const restated = report.state === 'restated' ? ' restated' : '';
  return `[${report.agreement.customer}] ${periodWords(report.period.name).label}${restated}: ${verdictLine(lines)}`;
}
