import type { CorrectionResult } from '../../domain/result.ts';
import { webAddress } from '../clean.ts';
import { correctionGrounds, correctionName, correctionPlace, correctionState } from '../correction-words.ts';
import { plural } from '../words.ts';
import { type Cell, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Corrections that touch the period, in force or not. Without any there is no such section. */
export function correctionSection(facts: ReportFacts): Section[] {
  const { report, limit } = facts;
  const { timeZone } = report.period;
  const items = report.services.flatMap((service) =>
    (service.attainment.corrections ?? []).map((item) => ({ service, item })),
  );
  if (items.length === 0) return [];
  const hidden = items.length - limit;
  return [
    {
      title: 'Corrections',
      columns: [
        { label: 'Service' },
        { label: 'Correction' },
        { label: 'When' },
        { label: 'State' },
        { label: 'Proposed by, why' },
      ],
      rows: items
        .slice(0, limit)
        .map(({ service, item }) => [
          serviceCell(service, facts),
          { text: correctionName(item, timeZone) },
          value(correctionPlace(item, timeZone)),
          { text: correctionState(item) },
          grounds(item),
        ]),
      empty: 'none.',
      notes: hidden > 0 ? [`${plural(hidden, 'more correction')} on the service pages.`] : [],
    },
  ];
}

function grounds(correction: CorrectionResult): Cell {
  const href = webAddress(correction.evidence);
  return { text: correctionGrounds(correction), ...(href !== undefined && { href }) };
}
