import { type ComponentChild, h } from 'preact';
import type { Temporal } from 'temporal-polyfill';
import { parseInstant } from '../../domain/instant.ts';
import { CLASSES, type TimeClass } from '../../domain/result.ts';
import { lostMinutes } from '../format.ts';
import { local, shortDay } from '../when.ts';
import { CLASS_NAMES, inWords, plural } from '../words.ts';
import type { ServicePageInput, TimelineSegment } from './service-model.ts';
import { type StripColumn, stripColumns } from './strip-columns.ts';

/**
 * The period as a strip from left to right. Heights differ as well as colours, and the sentence below says the same; a
 * column shows the worst that happened in it, so that a minute of downtime is seen in a quarter too.
 */
export function timeline(input: ServicePageInput): ComponentChild {
  const { start, end } = input.attainment.period;
  const bounds = { start: parseInstant(start), end: parseInstant(end) };
  const columns = stripColumns(input.segments, bounds);
  return h(
    'figure',
    null,
    h(
      'svg',
      { class: 'strip', 'aria-hidden': 'true' },
      h('defs', null, hatching()),
      ticks(input.attainment.period),
      columns.map(column),
    ),
    h('figcaption', null, legend(input.segments), h('p', { class: 'quiet' }, summary(input))),
  );
}

const BASE = 46;
const HEIGHTS: Readonly<Record<TimeClass, number>> = {
  notInForce: 4,
  outOfHours: 4,
  excluded: 26,
  maintenance: 26,
  unknown: 26,
  down: 44,
  degraded: 34,
  up: 18,
};

function column({ left, width, class: name }: StripColumn): ComponentChild {
  const height = HEIGHTS[name];
  return h('rect', { class: name, x: `${left}%`, width: `${width}%`, y: BASE - height, height });
}

// Unknown is not a colour between good and bad, so it is hatched.
function hatching(): ComponentChild {
  const pattern = {
    id: 'unknown',
    width: 6,
    height: 6,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  };
  return h('pattern', pattern, h('rect', { width: 6, height: 6 }), h('path', { d: 'M0 0V6' }));
}

function ticks({ start, end, timeZone }: { start: string; end: string; timeZone: string }): ComponentChild {
  const from = parseInstant(start);
  const length = parseInstant(end) - from;
  const first = local(start, timeZone).toPlainDate();
  const days = Math.round(length / 86_400_000);
  const step = days <= 10 ? 1 : Math.ceil(days / 35) * 7;
  const dates = Array.from({ length: Math.ceil(days / step) }, (_, index) => first.add({ days: index * step }));
  return dates.map((date) => tick(date, (100 * (date.toZonedDateTime(timeZone).epochMilliseconds - from)) / length));
}

function tick(date: Temporal.PlainDate, left: number): ComponentChild {
  if (left < 0 || left > 99) return null;
  const x = `${left.toFixed(3)}%`;
  const label = left > 91 ? null : h('text', { x, dx: 4, y: BASE + 17 }, shortDay(date));
  return [h('line', { class: 'tick', x1: x, x2: x, y1: 0, y2: BASE + 20 }), label];
}

function legend(segments: readonly TimelineSegment[]): ComponentChild {
  const present = CLASSES.filter((name) => segments.some((it) => it.class === name));
  const key = (name: TimeClass): ComponentChild =>
    h('svg', { class: 'key', 'aria-hidden': 'true' }, h('rect', { class: name, width: 12, height: 12 }));
  return h(
    'ul',
    { class: 'legend' },
    present.map((name) => h('li', null, key(name), CLASS_NAMES[name])),
  );
}

function summary({ attainment: { ms, outages } }: ServicePageInput): string {
  const times = (names: readonly TimeClass[]): string[] =>
    names.filter((name) => ms[name] > 0).map((name) => `${lostMinutes(ms[name])} ${CLASS_NAMES[name]}`);
  const parts = times(CLASSES.filter((name) => name !== 'up' && !NOT_AGREED.includes(name)));
  const up = ms.up === 0 ? 'Not known to be up at any time' : parts.length === 0 ? 'Up all the time' : 'Up';
  const rest = parts.length === 0 ? '' : `${ms.up === 0 ? ': ' : ' but for '}${inWords(parts)}`;
  const outside = times(NOT_AGREED);
  const seen = outages.length === 0 ? 'No outage' : `${plural(outages.length, 'outage')}, listed below`;
  return `${up}${rest}${outside.length === 0 ? '' : `; ${inWords(outside)}`}. ${seen}.`;
}

const NOT_AGREED: readonly TimeClass[] = ['notInForce', 'outOfHours'];
