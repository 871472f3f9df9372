import type { TimeClass } from '../../domain/result.ts';
import type { TimelineSegment } from './service-model.ts';

/** A stretch of a timeline strip, in per cent of its width. */
export interface StripColumn {
  readonly left: string;
  readonly width: string;
  readonly class: TimeClass;
}

// As many as a wide screen has room for; a month's column is 37 minutes.
const COLUMNS = 1_200;

const WORST_FIRST: readonly TimeClass[] = [
  'down',
  'degraded',
  'unknown',
  'maintenance',
  'excluded',
  'up',
  'outOfHours',
  'notInForce',
];

/**
 * Segments as at most 1,200 columns, each showing the worst class that lies in it, equal neighbours joined. However
 * many segments there are, the strip stays small, and however short an outage is, it is a column wide.
 */
export function stripColumns(
  segments: readonly TimelineSegment[],
  bounds: { start: number; end: number },
): StripColumn[] {
  const worst: (number | undefined)[] = Array.from({ length: COLUMNS });
  const scale = COLUMNS / (bounds.end - bounds.start);
  for (const segment of segments) {
    const from = Math.max(segment.start, bounds.start);
    const to = Math.min(segment.end, bounds.end);
    if (to > from) mark(worst, segment.class, (from - bounds.start) * scale, (to - bounds.start) * scale);
  }
  return joined(worst);
}

function mark(worst: (number | undefined)[], name: TimeClass, from: number, to: number): void {
  const rank = WORST_FIRST.indexOf(name);
  for (let index = Math.floor(from); index < Math.ceil(to); index++) {
    worst[index] = Math.min(worst[index] ?? rank, rank);
  }
}

function joined(worst: readonly (number | undefined)[]): StripColumn[] {
  const columns: StripColumn[] = [];
  for (let start = 0; start < COLUMNS; ) {
    let end = start + 1;
    while (end < COLUMNS && worst[end] === worst[start]) end++;
    const name = WORST_FIRST[worst[start] ?? Number.NaN];
    if (name !== undefined) columns.push({ left: percent(start), width: percent(end - start), class: name });
    start = end;
  }
  return columns;
}

function percent(columns: number): string {
  return String(Number(((100 * columns) / COLUMNS).toFixed(3)));
}
