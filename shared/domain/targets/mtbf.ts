import type { MtbfTarget } from '../catalogue.ts';
import { outagesOf } from '../outage.ts';
import type { MtbfResult } from '../result.ts';
import { verdictOf } from '../verdict.ts';
import { type Measured, measuredTime } from './measured.ts';
import { fewestOf, type PossibleSpell, possibleSpells } from './possible-outages.ts';
import { promiseOf } from './promise.ts';

/**
 * Mean time between failures = (agreed time − downtime) ÷ outages, over the whole period as if what is ahead was up. Without
 * an outage there is nothing to divide by, and the target is met.
 *
 * How often a service went down in a stretch of unknown time nobody can bound; each unbroken one is taken for one more
 * outage at worst, and for none at best. It is unbroken where only time that does not count lies in it, or where terms meet.
 */
export function mtbfResult(target: MtbfTarget, measured: Measured): MtbfResult {
  const { agreedMs, downtimeThousandths, uncertainMs, wholeMs, tolerated } = measuredTime(measured);
  const spells = possibleSpells(measured.stretches);
  const outages = outagesOf(measured.stretches, measured).length;
  const fewest = spells.reduce((sum, spell) => sum + fewestOf(spell, 0), 0);
  const most = outages + spells.reduce((sum, spell) => sum + unknownStretchesIn(spell), 0);
  const asked = BigInt(target.atLeastMs) * 1000n;
  // In thousandths of a millisecond, if all unknown time was down, and if all of it was up.
  const least = BigInt(wholeMs - uncertainMs) * 1000n - BigInt(downtimeThousandths);
  const longest = least + BigInt(uncertainMs) * 1000n;
  const passed = BigInt(agreedMs) * 1000n - BigInt(downtimeThousandths);
  return {
    kind: target.kind,
    target: promiseOf(target),
    verdict: verdictOf({
      total: wholeMs,
      certainMiss: longest < asked * BigInt(fewest),
      certainMet: least >= asked * BigInt(most),
      tolerated,
    }),
    atLeastMs: target.atLeastMs,
    meanMs: outages === 0 ? null : Number(passed / (1000n * BigInt(outages))),
    outages,
    allowed: Number(least / asked),
  };
}

function unknownStretchesIn(spell: PossibleSpell): number {
  const counting = spell.filter(({ weight }) => weight > 0);
  return counting.filter(({ type }, index) => type === 'free' && counting[index - 1]?.type !== 'free').length;
}
