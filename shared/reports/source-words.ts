import type { SourceHealth } from '../domain/source-health.ts';
import { lostTime } from './format.ts';

/** What stands in the way of believing a source, in sentences; none when all is well. */
export function sourceFindings(health: SourceHealth): string[] {
  const { state, aheadMs, refusals, quarantined, forgotten, orphans, relabelled } = health;
  return [
    ...(state === 'silent' ? ['It promises signs of life and is silent: its monitors count as unknown.'] : []),
    ...(refusals.length > 0 ? [`Webhooks were turned away in ${hours(refusals.length)}: ${refusals[0]?.reason}.`] : []),
    ...((aheadMs ?? 0) >= NOTABLE_MS ? [`Its clock runs ${lostTime(aheadMs ?? 0)} ahead.`] : []),
    ...(quarantined > 0 ? [`In quarantine: ${parts(quarantined)} of what it sent.`] : []),
    ...(forgotten.length > 0 ? [`${alerts(forgotten.length)} left open and no longer repeated: unknown.`] : []),
    ...relabelled
      .slice(0, MOST_NAMED)
      .map(
        ({ monitor, from, to }) => `${monitor}: ${from} opened as ${to} fell silent; if it is the same, add the alias.`,
      ),
    ...(orphans.length > 0 ? [`${ends(orphans.length)} without a beginning in the last 7 days.`] : []),
  ];
}

const MOST_NAMED = 3;

/** A clock that is ahead by less is as good as any. */
const NOTABLE_MS = 5_000;

const hours = (count: number) => (count === 1 ? 'one hour' : `${count} hours`);
const parts = (count: number) => (count === 1 ? 'one part' : `${count} parts`);
const alerts = (count: number) => (count === 1 ? 'One alert is' : `${count} alerts are`);
const ends = (count: number) => (count === 1 ? 'One end' : `${count} ends`);
