import type { Monitor } from '../domain/catalogue.ts';
import { clean } from './clean.ts';
import { lostTime } from './format.ts';

/**
 * How finely and how late monitors see, as far as the catalogue says: an outage that fits between two looks is not seen.
 *
 * @example resolutionWords([{ id: 'probe', everyMs: 60_000 }])  //=> 'probe looks every 1 min'
 */
export function resolutionWords(monitors: readonly Pick<Monitor, 'id' | 'everyMs' | 'alertRules'>[]): string {
  return monitors
    .flatMap(({ id, everyMs, alertRules }) => {
      const offsetMs = alertRules?.detectionOffsetMs ?? 0;
      const says = [
        ...(everyMs === undefined ? [] : [`looks every ${lostTime(everyMs)}`]),
        ...(offsetMs === 0 ? [] : [`tells of trouble ${lostTime(offsetMs)} late, which is made up for`]),
      ];
      return says.length === 0 ? [] : [`${clean(id, 60)} ${says.join(' and ')}`];
    })
    .join('; ');
}
