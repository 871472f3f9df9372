import type { CountEvent } from './event.ts';
import { compareText } from './stream.ts';

/**
 * What holds of counts: of the same indicator counted twice over the same time, the count with more requests, as it is the more
 * complete one. By start.
 */
export function heldCounts(events: readonly CountEvent[]): CountEvent[] {
  const fullest = new Map<string, CountEvent>();
  for (const event of events) {
    const key = `${event.indicator}\n${event.start}\n${event.end}`;
    const known = fullest.get(key);
    if (known === undefined || known.total < event.total || (known.total === event.total && known.good < event.good)) {
      fullest.set(key, event);
    }
  }
  return [...fullest.values()].sort((a, b) => a.start - b.start || compareText(a.indicator, b.indicator));
}
