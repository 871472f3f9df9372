import { classify } from './classify.ts';
import type { Knowledge } from './evaluate.ts';
import { layersOf } from './layer.ts';
import { isOutage } from './outage.ts';
import type { Term } from './term.ts';
import { serviceTimeline } from './timeline.ts';

/**
 * When the outage began in which a term starts, epoch ms: as far as events from before the term tell, and at the start of the
 * term if they tell nothing. What was agreed before does not matter, nor whether feeds were alive: a word stands until
 * the next.
 *
 * @param knowledge with the streams as they were at the start of the term: the last events before it, or more
 */
export function outageBegin(
  { start: end, service, method, version, agreement }: Term,
  { streams, dependencies }: Pick<Knowledge, 'streams' | 'dependencies'>,
): number {
  const heard = [...streams, ...Object.values(dependencies).flat()];
  const start = heard.reduce((first, { changes }) => Math.min(first, changes[0]?.at ?? end), end);
  if (start === end) return end;
  const window = { start, end };
  const { services } = version.catalogue;
  const setting = { window, method, services, timeZone: agreement.timeZone };
  const timeline = serviceTimeline(service, { streams, dependencies, feeds: {} }, setting);
  const { runs } = classify(timeline.service, layersOf(window, []), method);
  return runs.reduceRight((begin, run) => (run.end === begin && isOutage(run, method) ? run.start : begin), end);
}
