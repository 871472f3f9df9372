import type { NotKnown } from '../../domain/result.ts';
import { lostTime } from '../format.ts';
import { assumedAliveNote, boundNote, notRepeatedNote } from '../gap-notes.ts';
import type { MeasuredService } from '../target-lines.ts';
import { interval, local, shortDay } from '../when.ts';
import { CAUSE_NAMES, plural } from '../words.ts';
import { heaviest, type ReportFacts, type Section, serviceCell, value } from './section.ts';

/** Where monitoring was blind, and between which bounds the result lies for that. */
export function notKnownSection(facts: ReportFacts): Section {
  const { report, limit } = facts;
  const gaps = report.services.flatMap((service) =>
    joined(service.attainment.notKnown).map((gap) => ({ service, gap })),
  );
  const { kept, rest } = heaviest(gaps, limit, ({ gap }) => gap.ms);
  return {
    title: 'Not known',
    columns: [{ label: 'Service' }, { label: 'When' }, { label: 'Unknown', align: 'right' }, { label: 'Why' }],
    rows: kept.map(({ service, gap }) => [
      serviceCell(service, facts),
      value(when(gap, report.period.timeZone)),
      value(lostTime(gap.ms)),
      { text: CAUSE_NAMES[gap.cause] },
    ]),
    empty: 'nothing; monitoring saw all of the agreed time.',
    notes: [
      ...(rest.length === 0 ? [] : [`${plural(rest.length, 'more gap')} on the service pages.`]),
      ...boundNotes(report.services, limit),
      ...report.services
        .filter(({ attainment }) => attainment.notRepeated !== undefined)
        .slice(0, limit)
        .map(({ name, attainment }) => `${name}: ${notRepeatedNote(attainment)}`),
      ...assumed(report.services),
    ],
  };
}

interface Gap extends NotKnown {
  readonly times: number;
}

const AT_MOST_EACH = 3;

// A feed that is silent for weeks leaves a gap in every day's service hours: one line says it.
function joined(gaps: readonly NotKnown[]): Gap[] {
  return [...Map.groupBy(gaps, ({ cause }) => cause).values()].flatMap((alike) => {
    const [first, last] = [alike[0], alike.at(-1)];
    if (first === undefined || last === undefined || alike.length <= AT_MOST_EACH) {
      return alike.map((gap) => ({ ...gap, times: 1 }));
    }
    const ms = alike.reduce((sum, gap) => sum + gap.ms, 0);
    return [{ ...first, end: last.end, ms, times: alike.length }];
  });
}

function when({ times, start, end }: Gap, timeZone: string): string {
  if (times === 1) return interval({ start, end }, timeZone);
  return `${times} times, ${shortDay(local(start, timeZone))} – ${shortDay(local(end, timeZone))}`;
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
