import { formatInstant } from '../domain/instant.ts';
import type { LongOpen, SourceHealth } from '../domain/source-health.ts';
import { lostTime, roughTime } from './format.ts';
import { moment } from './when.ts';

/** What stands in the way of believing a source, in sentences; none when all is well. */
export function sourceFindings(health: SourceHealth): string[] {
  const { state, aheadMs, refusals, quarantined, forgotten, longOpen, orphans, relabelled, poll } = health;
  return [
    ...(poll?.failingMs === undefined ? [] : [pollsFail(poll)]),
    ...(state === 'silent' ? ['It promises signs of life and is silent: its monitors count as unknown.'] : []),
    ...(refusals.length > 0 ? [`Webhooks were turned away in ${hours(refusals.length)}: ${refusals[0]?.reason}.`] : []),
    ...((aheadMs ?? 0) >= NOTABLE_MS ? [`Its clock runs ${lostTime(aheadMs ?? 0)} ahead.`] : []),
    ...(quarantined > 0 ? [`In quarantine: ${parts(quarantined)} of what it sent.`] : []),
    ...(forgotten.length > 0 ? [`${alerts(forgotten.length)} left open of which nobody says more: unknown.`] : []),
    ...longOpen.slice(0, 1).map((longest) => openForLong(longest, longOpen.length)),
    ...relabelled
      .slice(0, MOST_NAMED)
      .map(
        ({ monitor, from, to }) => `${monitor}: ${from} opened as ${to} fell silent; if it is the same, add the alias.`,
      ),
    ...(orphans.length > 0 ? [`${ends(orphans.length)} without a beginning in the last 7 days.`] : []),
  ];
}

/**
 * What a part is that was understood and counts for nothing, by its reason.
 *
 * @example notedWords('test')  //=> 'a test'
 */
export function notedWords(reason: string): string {
  return NOTED.get(reason) ?? reason;
}

const NOTED: ReadonlyMap<string, string> = new Map([
  ['test', 'a test'],
  ['not-a-signal', 'says nothing about a state'],
  ['maintenance', 'maintenance whose end is not told'],
  ['ignored', 'what the catalogue ignores'],
]);

/** That the last delivery of a source counts for nothing, and why; undefined when there is more to say of it. */
export function lastNote({ seen }: Pick<SourceHealth, 'seen'>): string | undefined {
  if (seen?.noted === undefined) return undefined;
  const { reason, detail } = seen.noted;
  return `Its last delivery counts for nothing: ${notedWords(reason)} (${detail}).`;
}

function openForLong({ monitor, stream, openMs }: LongOpen, count: number): string {
  const which = count === 1 ? 'open for' : 'open for more than a day, the longest for';
  return `${alerts(count)} ${which} ${roughTime(openMs)} (${monitor}: ${stream}). If it is over, its end was lost.`;
}

type Poll = NonNullable<SourceHealth['poll']>;

function pollsFail({ failed, failingMs = 0, failures }: Poll): string {
  const often = failures === 1 ? 'failed the last time' : `has failed for ${roughTime(failingMs)} (${failures} times)`;
  return `Asking how its streams stand ${often}: ${failed?.reason}. What its webhooks lose is not made good meanwhile.`;
}

/** When a poll of a source failed last, with the reason unless the findings have it; undefined where none has. */
export function lastFailure({ poll }: Pick<SourceHealth, 'poll'>): string | undefined {
  if (poll?.failed === undefined) return undefined;
  const when = `Last failed ${moment(formatInstant(poll.failed.at), 'UTC')}`;
  return poll.failingMs === undefined ? `${when}: ${poll.failed.reason}.` : `${when}.`;
}

/** Beside figures that were counted of the newest in quarantine. */
export const QUARANTINE_CUT = 'More is in quarantine than is counted here: only the newest was looked at.';

const MOST_NAMED = 3;

/** A clock that is ahead by less is as good as any. */
const NOTABLE_MS = 5_000;

const hours = (count: number) => (count === 1 ? 'one hour' : `${count} hours`);
const parts = (count: number) => (count === 1 ? 'one part' : `${count} parts`);
const alerts = (count: number) => (count === 1 ? 'One alert is' : `${count} alerts are`);
const ends = (count: number) => (count === 1 ? 'One end' : `${count} ends`);
