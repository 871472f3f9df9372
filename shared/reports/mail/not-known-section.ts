import { lostTime } from '../format.ts';
import { assumedAliveNote, boundNote } from '../gap-notes.ts';
import type { MeasuredService } from '../target-lines.ts';
import { interval } from '../when.ts';
import { CAUSE_NAMES, plural } from '../words.ts';
import { heaviest, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Where monitoring was blind, and between which bounds the result lies for that. */
export function notKnownSection(facts: ReportFacts): Section {
  const { report, limit } = facts;
  const gaps = report.services.flatMap((service) => service.attainment.notKnown.map((gap) => ({ service, gap })));
  const { kept, rest } = heaviest(gaps, limit, ({ gap }) => gap.ms);
  return {
    title: 'Not known',
    columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Unknown', align: 'right' }, { label: 'Why' }],
    rows: kept.map(({ service, gap }) => [
      serviceCell(service, facts),
      { text: interval(gap, report.period.timeZone) },
      value(lostTime(gap.ms)),
      { text: CAUSE_NAMES[gap.cause] },
    ]),
    empty: 'nothing; monitoring saw all of the agreed time.',
    notes: [
      ...(rest.length === 0 ? [] : [`${plural(rest.length, 'shorter gap')} on the service pages.`]),
      ...boundNotes(report.services, limit),
      ...assumed(report.services),
    ],
  };
}

function boundNotes(services: readonly MeasuredService[], limit: number): string[] {
  const blind = services.filter(({ attainment }) => attainment.ms.unknown > 0);
  return heaviest(blind, limit, ({ attainment }) => attainment.ms.unknown).kept.map(boundNote);
}

function assumed(services: readonly MeasuredService[]): string[] {
  const feeds = [...new Set(services.flatMap(({ attainment }) => attainment.assumedAlive))].sort();
  if (feeds.length === 0) return [];
  return [
    assumedAliveNote(feeds.length <= 20 ? feeds : [...feeds.slice(0, 20), plural(feeds.length - 20, 'more feed')]),
  ];
}
