import { exactTime, lostTime } from '../format.ts';
import { interval } from '../when.ts';
import { plural } from '../words.ts';
import { heaviest, named, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Every stretch of counted downtime: when, how long, which monitors saw it. */
export function outageSection(facts: ReportFacts): Section {
  const { report, limit } = facts;
  const outages = report.services.flatMap((service) =>
    service.attainment.outages.map((outage) => ({ service, outage })),
  );
  outages.sort((a, b) => Date.parse(a.outage.start) - Date.parse(b.outage.start));
  const { kept, rest } = heaviest(outages, limit, ({ outage }) => outage.countedMs);
  const restMs = rest.reduce((sum, { outage }) => sum + outage.countedMs, 0);
  return {
    title: 'Outages',
    columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Counted', align: 'right' }, { label: 'Seen by' }],
    rows: kept.map(({ service, outage }) => [
      serviceCell(service, facts),
      { text: interval(outage, report.period.timeZone) },
      value(lostTime(outage.countedMs)),
      named(outage.monitors.join(', '), 120),
    ]),
    empty: 'none.',
    notes:
      rest.length === 0
        ? []
        : [`${plural(rest.length, 'shorter outage')}, ${exactTime(restMs)} in all, on the service pages.`],
  };
}
