import { lostTime } from '../format.ts';
import { whyRefused } from '../gap-notes.ts';
import { interval } from '../when.ts';
import { plural } from '../words.ts';
import { heaviest, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Maintenance that does not count as such, and why; no section where there is none. */
export function refusedSection(facts: ReportFacts): Section[] {
  const { report, limit } = facts;
  const { timeZone } = report.period;
  const items = report.services.flatMap((service) =>
    (service.attainment.maintenanceRefused ?? []).map((item) => ({ service, item })),
  );
  if (items.length === 0) return [];
  const { kept, rest } = heaviest(items, limit, ({ item }) => item.ms);
  return [
    {
      title: 'Maintenance not accepted',
      columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Agreed time', align: 'right' }, { label: 'Why' }],
      rows: kept.map(({ service, item }) => [
        serviceCell(service, facts),
        value(interval(item, timeZone)),
        value(lostTime(item.ms)),
        { text: whyRefused(item, timeZone) },
      ]),
      empty: 'all of it was accepted.',
      notes: [
        'What happened in this time counts as in any other.',
        ...(rest.length === 0 ? [] : [`${plural(rest.length, 'more interval')} on the service pages.`]),
      ],
    },
  ];
}
