import type { LongestOutageTarget } from '../catalogue.ts';
import { outagesOf } from '../outage.ts';
import type { LongestOutageResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import { type Measured, measuredTime } from './measured.ts';
import { longestOf, possibleSpells } from './possible-outages.ts';
import { promiseOf } from './promise.ts';

/** The counted time of the longest outage; the highest possible joins what was down with the unknown time beside it. */
export function longestOutageResult(target: LongestOutageTarget, measured: Measured): LongestOutageResult {
  const { wholeMs, tolerated } = measuredTime(measured);
  const outages = outagesOf(measured.stretches, measured);
  const allowedMs = target.atMostMs;
  const usedMs = outages.reduce((most, { countedMs }) => Math.max(most, countedMs), 0);
  const highMs = possibleSpells(measured.stretches).reduce((most, spell) => Math.max(most, longestOf(spell)), 0);
  return {
    kind: target.kind,
    target: promiseOf(target),
    verdict: verdictOf({
      total: wholeMs,
      certainMiss: usedMs > allowedMs,
      certainMet: highMs <= allowedMs,
      tolerated,
    }),
    allowedMs,
    usedMs,
    remainingMs: allowedMs - usedMs,
    highMs,
    lastingMs: outages.find(({ end }) => end === null)?.countedMs ?? 0,
  };
}
