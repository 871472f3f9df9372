import { parseInstant } from '../../domain/instant.ts';
import { correctionsBehind } from '../../domain/outage-corrections.ts';
import { exactTime, lostTime } from '../format.ts';
import { seenBy } from '../waterfall-words.ts';
import { interval } from '../when.ts';
import { plural } from '../words.ts';
import { named, type ReportFacts, type Section, serviceCell, value } from './section.ts';

// A reader of the mail looks for what weighs; the service pages list every outage in order.
const AT_MOST = 10;

/** The longest stretches of counted downtime: when, how long, which monitors saw it. */
export function outageSection(facts: ReportFacts): Section {
  const { report, limit } = facts;
  const outages = report.services.flatMap((service) =>
    service.attainment.outages.map((outage) => ({ service, outage })),
  );
  outages.sort(
    (a, b) => b.outage.countedMs - a.outage.countedMs || parseInstant(a.outage.start) - parseInstant(b.outage.start),
  );
  const kept = outages.slice(0, Math.min(AT_MOST, limit));
  const rest = outages.slice(kept.length);
  const restMs = rest.reduce((sum, { outage }) => sum + outage.countedMs, 0);
  return {
    title: 'Outages',
    columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Counted', align: 'right' }, { label: 'Seen by' }],
    rows: kept.map(({ service, outage }) => [
      serviceCell(service, facts),
      value(interval(outage, report.period.timeZone)),
      value(lostTime(outage.countedMs)),
      named(seenBy({ ...outage, corrections: correctionsBehind(outage, service.attainment.corrections) }), 120),
    ]),
    empty: 'none.',
    notes:
      rest.length === 0
        ? []
        : [`${plural(rest.length, 'more outage')}, ${exactTime(restMs)} in all, on the service pages.`],
  };
}
