import { clean } from '../clean.ts';
import { lostTime, share } from '../format.ts';
import type { MeasuredService } from '../target-lines.ts';
import { interval } from '../when.ts';
import { boundWords, CAUSE_NAMES, inWords, plural } from '../words.ts';
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

/** `Search: 99.98 % of the time that was measured; 99.10 % if all 395 min (0.88 %) were down, 99.99 % if all were up.` */
export function boundNote({ name, attainment: { availability, ms } }: MeasuredService): string {
  const gap = `${lostTime(ms.unknown)} (${share(ms.unknown, ms.unknown + ms.down + ms.degraded + ms.up)})`;
  if (availability === null) return `${name}: no result; ${gap} unknown.`;
  const { low, high } = boundWords(availability);
  return `${name}: ${availability.percent} % without the unknown ${gap}; ${low} % if all of it was down, ${high} % if all was up.`;
}

/** Feeds of which silence proves nothing. */
export function assumedAliveNote(feeds: readonly string[]): string {
  const names = inWords(feeds.map((it) => clean(it, 60)));
  return `Assumed alive throughout, as no heartbeat is declared: ${names}.`;
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
