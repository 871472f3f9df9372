import { type ComponentChild, h } from 'preact';
import { correctionsBehind } from '../../domain/outage-corrections.ts';
import { reopenedAfter } from '../../domain/reopened.ts';
import type { Attainment } from '../../domain/result.ts';
import { clean } from '../clean.ts';
import { exactTime, lostTime, share } from '../format.ts';
import { assumedAliveNote, boundNote, notRepeatedNote, whyNotCounted, whyRefused } from '../gap-notes.ts';
import { whyPath } from '../paths.ts';
import { seenBy } from '../waterfall-words.ts';
import { interval } from '../when.ts';
import { CAUSE_NAMES, capitalised, plural } from '../words.ts';
import { dataTable, type PageColumn } from './data-table.ts';
import type { ServicePageInput } from './service-model.ts';

// A service that flaps all month has thousands of outages; the newest are the ones to look at.
const AT_MOST = 500;

/** Start, end, counted time, share of the error budget and monitors of each outage. */
export function outageTable({ outages, period, targets, service, agreement, corrections }: Attainment): ComponentChild {
  if (outages.length === 0) return nothing('No downtime was counted.');
  const allowedMs = targets.find((it) => it.kind === 'availability')?.allowedMs ?? 0;
  const why = (at: string) => whyPath({ service, agreement, period: period.name, at });
  const reopened = reopenedAfter(outages);
  const rows = outages.map((it, index) => [
    [h('a', { href: why(it.start), class: 'whole' }, interval(it, period.timeZone)), again(reopened[index])],
    exactTime(it.countedMs),
    allowedMs === 0 ? '–' : share(it.countedMs, allowedMs),
    seenBy({ ...it, corrections: correctionsBehind(it, corrections) }, 80),
  ]);
  const names: PageColumn[] = [
    { label: 'When' },
    { label: 'Counted', class: 'number' },
    { label: 'Of the budget', class: 'number' },
    { label: 'Seen by' },
  ];
  const times = reopened.filter((ms) => ms !== undefined).length;
  return [
    limited('Outages', names, rows),
    times === 0 ? null : note(`Down again within 15 min of being up: ${times} of ${plural(outages.length, 'outage')}.`),
  ];
}

function again(upMs: number | undefined): ComponentChild {
  return upMs === undefined ? null : h('span', { class: 'aside' }, `reopened after ${lostTime(upMs)}`);
}

/** What maintenance and exclusions took out. */
export function notCountedTable({ notCounted, period }: Attainment): ComponentChild {
  if (notCounted.length === 0) return nothing('Nothing was left out.');
  const rows = notCounted.map((it) => [when(it, period.timeZone), exactTime(it.ms), capitalised(whyNotCounted(it))]);
  return limited('Time that does not count', columns('Left out', 'Why'), rows);
}

/** Maintenance that does not count as such, so that what happened in it does; nothing where there is none. */
export function refusedTable({ maintenanceRefused: refused = [], period }: Attainment): ComponentChild {
  if (refused.length === 0) return null;
  const rows = refused.map((it) => [
    when(it, period.timeZone),
    exactTime(it.ms),
    capitalised(whyRefused(it, period.timeZone)),
  ]);
  return limited('Maintenance that counts like any other time', columns('Agreed time', 'Why'), rows);
}

/** Where monitoring was blind, and between which bounds the result lies. */
export function notKnownTable({ attainment, service }: ServicePageInput): ComponentChild {
  const { notKnown, period, assumedAlive } = attainment;
  const rows = notKnown.map((it) => [when(it, period.timeZone), exactTime(it.ms), capitalised(CAUSE_NAMES[it.cause])]);
  return [
    rows.length === 0
      ? nothing('Nothing: monitoring saw all of the agreed time.')
      : limited('Time of which nothing is known', columns('Unknown', 'Why'), rows),
    attainment.ms.unknown === 0 ? null : note(boundNote({ ...service, name: clean(service.name), attainment })),
    attainment.notRepeated === undefined ? null : note(notRepeatedNote(attainment)),
    assumedAlive.length === 0 ? null : note(assumedAliveNote(assumedAlive)),
  ];
}

function when(it: { start: string; end: string | null }, timeZone: string): ComponentChild {
  return h('span', { class: 'whole' }, interval(it, timeZone));
}

function columns(amount: string, what: string): PageColumn[] {
  return [{ label: 'When' }, { label: amount, class: 'number' }, { label: what }];
}

function limited(caption: string, names: readonly PageColumn[], rows: readonly ComponentChild[][]): ComponentChild {
  const hidden = rows.length - AT_MOST;
  return [
    dataTable({ caption, stack: true, columns: names, rows: rows.slice(-AT_MOST) }),
    hidden > 0 ? note(`${plural(hidden, 'earlier row')} not shown.`) : null,
  ];
}

function nothing(text: string): ComponentChild {
  return h('p', { class: 'quiet' }, text);
}

function note(text: string): ComponentChild {
  return h('p', { class: 'quiet' }, text);
}
