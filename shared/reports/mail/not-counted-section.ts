import { withoutWords } from '../correction-words.ts';
import { lostTime } from '../format.ts';
import { whyNotCounted } from '../gap-notes.ts';
import { interval } from '../when.ts';
import { plural } from '../words.ts';
import { heaviest, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Maintenance and exclusions: when, how long, why, and how much of it was bad. */
export function notCountedSection(facts: ReportFacts): Section {
  const { report, limit } = facts;
  const items = report.services.flatMap((service) => service.attainment.notCounted.map((item) => ({ service, item })));
  const { kept, rest } = heaviest(items, limit, ({ item }) => item.badMs * 1_000 + item.ms);
  const restMs = rest.reduce((sum, { item }) => sum + item.ms, 0);
  return {
    title: 'Not counted',
    columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Left out', align: 'right' }, { label: 'Why' }],
    rows: kept.map(({ service, item }) => [
      serviceCell(service, facts),
      value(interval(item, report.period.timeZone)),
      value(lostTime(item.ms)),
      { text: whyNotCounted(item) },
    ]),
    empty: 'nothing was left out.',
    notes: [
      ...(rest.length === 0
        ? []
        : [`${plural(rest.length, 'more interval')}, ${lostTime(restMs)} in all, on the service pages.`]),
      ...withoutNotes(facts),
    ],
  };
}

// A reader sees at once what was made of the exclusions: by service, the result without them.
function withoutNotes({ report, limit }: ReportFacts): string[] {
  const notes = report.services.flatMap(({ name, attainment }) => {
    const words = withoutWords(attainment);
    return words === '' ? [] : [`${name}: ${words}.`];
  });
  return notes.slice(0, limit);
}
