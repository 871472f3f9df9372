import { formatInstant } from '../domain/instant.ts';
import type { LongOpen, Orphan, Refusal, SourceHealth } from '../domain/source-health.ts';
import { lostTime, roughTime } from './format.ts';
import { moment } from './when.ts';

/** What stands in the way of believing a source, in sentences; none when all is well. */
export function sourceFindings(health: SourceHealth): string[] {
  const { state, aheadMs, refusals, quarantined, forgotten, longOpen, orphans, relabelled, poll } = health;
  return [
    ...(poll?.failingMs === undefined ? [] : [pollsFail(poll)]),
    ...(state === 'silent' ? ['It promises signs of life and is silent: its monitors count as unknown.'] : []),
    ...refusals.slice(0, isHeardSince(health) ? 0 : 1).map((latest) => turnedAway(latest, refusals.length)),
    ...((aheadMs ?? 0) >= NOTABLE_MS ? [`Its clock runs ${lostTime(aheadMs ?? 0)} ahead.`] : []),
    ...(quarantined > 0 ? [`In quarantine: ${parts(quarantined)} of what it sent.`] : []),
    ...(forgotten.length > 0 ? [`${alerts(forgotten.length)} left open of which nobody says more: unknown.`] : []),
    ...longOpen.slice(0, 1).map((longest) => openForLong(longest, longOpen.length)),
    ...relabelled
      .slice(0, MOST_NAMED)
      .map(
        ({ monitor, from, to }) => `${monitor}: ${from} opened as ${to} fell silent; if it is the same, add the alias.`,
      ),
    ...orphans.slice(0, 1).map((first) => withoutBeginning(first, orphans.length)),
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

/**
 * That the last delivery of a source counts for nothing, and why, or that there was none; undefined when there is more to say
 * of it.
 */
export function lastNote(health: SourceHealth): string | undefined {
  const { seen, state } = health;
  if (state === 'never heard') return sourceFindings(health).length === 0 ? 'Nothing has come from it yet.' : undefined;
  if (seen?.noted === undefined) return undefined;
  const { reason, detail } = seen.noted;
  return `Its last delivery counts for nothing: ${notedWords(reason)} (${detail}).`;
}

function turnedAway({ at, reason }: Refusal, count: number): string {
  const often = count === 1 ? '' : `in ${count} hours, last `;
  return `Webhooks were turned away ${often}at ${moment(formatInstant(at), 'UTC')}: ${reason}.`;
}

function withoutBeginning({ monitor, stream }: Orphan, count: number): string {
  return `${ends(count)} without a beginning in the last 7 days, such as that of ${stream} (${monitor}).`;
}

/** How late a source's word comes: `behindWords(90_000)  //=> '1 min 30 s'`, `behindWords(187_500_000)  //=> '2 d 4 h'`. */
export function behindWords(lagMs: number): string {
  return lagMs < HOUR_MS ? lostTime(lagMs) : roughTime(lagMs);
}

const HOUR_MS = 3_600_000;

function openForLong({ monitor, stream, openMs }: LongOpen, count: number): string {
  const which = count === 1 ? 'open for' : 'open for more than a day, the longest for';
  return `${alerts(count)} ${which} ${roughTime(openMs)} (${monitor}: ${stream}). If it is over, its end was lost.`;
}

type Poll = NonNullable<SourceHealth['poll']>;

function pollsFail({ failed, failingMs = 0, failures }: Poll): string {
  const often = failures === 1 ? 'failed the last time' : `has failed for ${roughTime(failingMs)} (${failures} times)`;
  return `Asking how its streams stand ${often}: ${failed?.reason}. What its webhooks lose is not made good meanwhile.`;
}

// What came with a right credential after that was taken.
function isHeardSince({ seen, refusals: [latest] }: Pick<SourceHealth, 'seen' | 'refusals'>): boolean {
  return latest !== undefined && seen !== undefined && seen.receivedAt > latest.at;
}

/** When somebody was turned away at a source's address that was heard since; undefined when nobody was. */
export function lastRefused(health: Pick<SourceHealth, 'seen' | 'refusals'>): string | undefined {
  const [latest] = health.refusals;
  if (latest === undefined || !isHeardSince(health)) return undefined;
  return `${turnedAway(latest, health.refusals.length)} Heard since.`;
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

const parts = (count: number) => (count === 1 ? 'one part' : `${count} parts`);
const alerts = (count: number) => (count === 1 ? 'One alert is' : `${count} alerts are`);
const ends = (count: number) => (count === 1 ? 'One end' : `${count} ends`);
