import type { Service } from './catalogue.ts';
import type { Interval } from './interval.ts';
import type { StreamHistory } from './stream.ts';

/** A stretch in which a stream of a service was being maintained, by its own word. */
export interface StreamMaintenance extends Interval {
  readonly monitor: string;
  readonly stream: string;
}

/** Of one that is not heard of for longer the end may have been lost. */
const LONGEST_MS = 86_400_000;

/**
 * Maintenance that streams of a service's monitors tell as it begins: until whatever they say next, be it that it goes on. Nobody
 * knows how long one lasts that has no end yet, and after a day without a word the end may have been lost: neither is
 * maintenance, both stay unknown.
 *
 *  from { at: 10, state: 'unknown', maintenance: true } to { at: 30, state: 'up' }  //=> [10, 30)
 */
export function streamMaintenance(
  { monitors }: Pick<Service, 'monitors'>,
  streams: readonly StreamHistory[],
): StreamMaintenance[] {
  return streams
    .filter((it) => monitors.some(({ id }) => id === it.monitor))
    .flatMap(({ monitor, stream, changes }) =>
      changes.flatMap(({ at: start, maintenance }, index): StreamMaintenance[] => {
        const end = changes[index + 1]?.at;
        return !maintenance || end === undefined || end - start > LONGEST_MS ? [] : [{ monitor, stream, start, end }];
      }),
    );
}
