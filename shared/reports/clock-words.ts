import type { AcknowledgeResult, ClockedIncident, ClockMove, RestoreResult } from '../domain/result.ts';
import { clean } from './clean.ts';
import { lostTime, overBy } from './format.ts';
import { shortMoment } from './when.ts';
import { inWords } from './words.ts';

/** A result of the clocks of incidents: `2 of 3 in time (66.66 %), 1 running`. */
export function clockWords({ total, inTime, late, pending, percent }: AcknowledgeResult | RestoreResult): string {
  if (total === 0) return 'no incidents';
  const share = percent === null ? [] : [`${inTime} of ${inTime + late} in time (${percent} %)`];
  return [...share, ...(pending === 0 ? [] : [`${pending} running`])].join(', ');
}

/** What a clock reads: `over by 83 min`, `12 min, running`. */
export function readingWords({ state, usedMs, allowedMs, endedAt }: ClockedIncident): string {
  const running = endedAt === null ? ', running' : '';
  return state === 'late' ? `over by ${overBy(usedMs - allowedMs)}${running}` : `${lostTime(usedMs)}${running}`;
}

/** The change that moved a clock: `raised from P3 to P1 14 Oct 12:00 CEST`. */
export function moveWords({ at, from, to, why }: ClockMove, timeZone: string): string {
  return `${why} from ${clean(from, 20)} to ${clean(to, 20)} ${shortMoment(at, timeZone)}`;
}

const AT_MOST = 3;

/** The late ones by name, the first three: `INC-7 over by 83 min (raised from P3 to P1 14 Oct 12:00 CEST)`. */
export function lateWords({ incidents }: AcknowledgeResult | RestoreResult, timeZone: string): string {
  const late = incidents.filter(({ state }) => state === 'late');
  const told = late.slice(0, AT_MOST).map((it) => {
    const move = it.moved === null ? '' : ` (${moveWords(it.moved, timeZone)})`;
    return `${clean(it.incident, 40)} ${readingWords(it)}${move}`;
  });
  return inWords([...told, ...(late.length > AT_MOST ? [`${late.length - AT_MOST} more`] : [])]);
}

/** Those that run with time left, by name. */
export function runningWords({ incidents }: AcknowledgeResult | RestoreResult): string {
  const names = incidents.filter(({ state }) => state === 'pending').map(({ incident }) => clean(incident, 40));
  const more = names.length - AT_MOST;
  return inWords([...names.slice(0, AT_MOST), ...(more > 0 ? [`${more} more`] : [])]);
}
