import { type AlertRules, byAlertRules } from './alert-rules.ts';
import type { Knowledge } from './evaluate.ts';
import { formatInstant } from './instant.ts';
import { clip, type Interval } from './interval.ts';
import type { NotRepeated } from './result.ts';
import type { Change } from './stream.ts';
import type { Term } from './term.ts';

/**
 * When alerts of the service's own monitors were open though their source had stopped repeating them, or never told their end,
 * by their begin: what `staleAfter` and `openAtMost` make unknown of each, whatever else its monitor or the service was in that time. One that nobody has ended
 * goes on to the end of the time looked at.
 */
export function notRepeatedIn(
  terms: readonly Term[],
  { streams }: Pick<Knowledge, 'streams'>,
  window: Interval,
): NotRepeated[] {
  const found = terms.flatMap((term) =>
    term.service.monitors.flatMap(({ id: monitor, alertRules }) => {
      const own = streams.filter((stream) => stream.monitor === monitor);
      const spells = own.flatMap(({ changes }) => notRepeated(changes, alertRules));
      return spells.flatMap((it) => clip(clip([it], term), window)).map((spell) => ({ monitor, ...spell }));
    }),
  );
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ monitor, start, end }) => ({ monitor, start: formatInstant(start), end: formatInstant(end) }));
}

// What the rules add to what was said.
function notRepeated(changes: readonly Change[], rules: AlertRules | undefined): Interval[] {
  const said = new Set(changes.map(({ at }) => at));
  const taken = byAlertRules(changes, rules);
  return taken.flatMap(({ at, state }, index) =>
    state === 'unknown' && !said.has(at) ? [{ start: at, end: taken[index + 1]?.at ?? Number.POSITIVE_INFINITY }] : [],
  );
}
