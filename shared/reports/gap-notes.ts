import type { Attainment, NotCounted, RefusedMaintenance } from '../domain/result.ts';
import { clean } from './clean.ts';
import { flagWords } from './correction-words.ts';
import { lostTime, share } from './format.ts';
import type { MeasuredService } from './target-lines.ts';
import { interval, moment } from './when.ts';
import { boundWords, inWords, NOT_COUNTED_NAMES } from './words.ts';

/** `announced maintenance: CHG-7; 12 min of it down or degraded` */
export function whyNotCounted({ class: kind, reason, badMs, flags }: NotCounted): string {
  const bad = badMs === 0 ? '' : `; ${lostTime(badMs)} of it down or degraded`;
  const words = reason === kind ? '' : clean(reason, 160);
  return `${NOT_COUNTED_NAMES[kind]}${words === '' ? '' : `: ${words}`}${bad}${flagWords(flags)}`;
}

/** `Patch window: announced 14 Oct 2026 09:12 CEST, later than agreed` */
export function whyRefused({ maintenance, title, why, announcedAt }: RefusedMaintenance, timeZone: string): string {
  const reasons = {
    notice: `announced ${moment(announcedAt, timeZone)}, later than agreed`,
    allowance: 'beyond the agreed allowance of maintenance',
  };
  return `${clean(title ?? maintenance, 160)}: ${reasons[why]}`;
}

/** `Search: 99.99 % without the unknown 6 min (0.01 %); 99.98 % if all of it was down, 99.99 % if all was up.` */
export function boundNote({ name, attainment: { availability, ms } }: MeasuredService): string {
  const gap = `${lostTime(ms.unknown)} (${share(ms.unknown, ms.unknown + ms.down + ms.degraded + ms.up)})`;
  if (availability === null) return `${name}: no result; ${gap} unknown.`;
  const { low, high } = boundWords(availability);
  return `${name}: ${availability.percent} % without the unknown ${gap}; ${low} % if all of it was down, ${high} % if all was up.`;
}

const MOST_NAMED = 3;

/** `Alerts left open that nobody repeated or ended, so unknown: checkout-alerts 14 Oct 20:00 – 15 Oct 2026 09:00 CEST.` */
export function notRepeatedNote({ notRepeated = [], period }: Attainment): string {
  if (notRepeated.length === 0) return '';
  const named = notRepeated
    .slice(0, MOST_NAMED)
    .map((it) => `${clean(it.monitor, 60)} ${interval(it, period.timeZone)}`);
  const more = notRepeated.length - named.length;
  const words = more > 0 ? [...named, `${more} more`] : named;
  return `Alerts left open that nobody repeated or ended, so unknown: ${words.join('; ')}.`;
}

/** Feeds of which silence proves nothing. */
export function assumedAliveNote(feeds: readonly string[]): string {
  return `Assumed alive throughout, as no heartbeat is declared: ${inWords(feeds.map((it) => clean(it, 60)))}.`;
}
