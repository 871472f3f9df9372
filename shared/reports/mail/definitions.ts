import { clean } from '../clean.ts';
import { formulasOf, shortHash, type Term, worked } from '../formulas.ts';
import type { MeasuredService } from '../target-lines.ts';
import { wordingTerms } from '../wording-words.ts';
import type { ReportFacts } from './section.ts';

/** How the numbers were made: what the words mean, one worked line, and what fixes method and data. */
export function definitions({ report, lines }: ReportFacts): Term[] {
  const first = lines.find(({ service }) => service.attainment.availability !== null)?.service;
  return [
    ...formulasOf(report.services),
    ...(first === undefined ? [] : [{ term: `So for ${first.name}`, text: worked(first) }]),
    ...wordingTerms(report.services),
    { term: 'Method', text: methodsOf(report.services) },
    { term: 'Catalogue', text: shortHash(report.catalogue) },
    { term: 'Engine', text: clean(report.engine, 60) },
    { term: 'Report', text: `${clean(report.id, 100)}, version ${report.version}` },
  ];
}

function methodsOf(services: readonly MeasuredService[]): string {
  const methods = services.map(
    ({ attainment }) => `${clean(attainment.method, 40)} (${shortHash(attainment.methodHash)})`,
  );
  return [...new Set(methods)].sort().join(', ') || '–';
}
