import type { Agreement, Catalogue, Credits } from '../catalogue.ts';
import { wholePercent } from '../credit.ts';
import { percentage } from '../decimal.ts';
import { lengthWords } from '../targets/promise.ts';
import type { PromiseFinding } from './finding.ts';
import { isLess } from './fraction.ts';

/** Credits that pay nothing, pay for what is no miss, or end before anybody can claim them. */
export function creditTerms({ agreements }: Catalogue): PromiseFinding[] {
  return agreements.flatMap((agreement, index) => {
    const { credits } = agreement;
    if (credits === undefined) return [];
    const found = [...withoutFee(agreement, credits), ...tiersWhileMet(agreement, credits), ...lessForWorse(credits)];
    const all = [...found, ...beyondCap(credits), ...claimedTooEarly(agreement, credits)];
    return all.map(({ path, ...rest }) => ({ ...rest, path: ['agreements', index, 'credits', ...path] }));
  });
}

function withoutFee({ id }: Agreement, { fee, tiers, capPerMonth, capPerYear }: Credits): PromiseFinding[] {
  const hasShares = tiers.length > 0 || capPerMonth !== undefined || capPerYear !== undefined;
  if (fee > 0 || !hasShares) return [];
  return [
    {
      level: 'warning',
      lint: 'credit-without-fee',
      path: ['fee'],
      message: `Credits of agreement "${id}" go by a fee of 0`,
      why: 'tiers and caps are shares of it: no tier pays anything, and a cap lets nothing be paid',
      advice: 'write what one service costs in one period, in minor units of the currency',
    },
  ];
}

function tiersWhileMet({ services }: Agreement, { tiers }: Credits): PromiseFinding[] {
  const targets = services.flatMap((it) =>
    it.targets.flatMap((target) => (target.kind === 'availability' ? [{ ...it, target: target.target }] : [])),
  );
  const [least] = targets.toSorted((a, b) => (isLess(percentage(a.target), percentage(b.target)) ? -1 : 1));
  if (least === undefined) return [];
  const { service, target } = least;
  return tiers.flatMap(({ below }, place) => {
    if (!isLess(percentage(target), percentage(below))) return [];
    return {
      level: 'warning' as const,
      lint: 'credit-while-met',
      path: ['tiers', place, 'below'],
      message: `Below ${below} % is credited, while "${service}" is promised ${target} % only`,
      why: 'a period that meets its target is paid for as if it had missed',
      advice: `let the first tier begin at ${target}`,
    };
  });
}

function lessForWorse({ tiers }: Credits): PromiseFinding[] {
  return tiers.flatMap((tier, place) => {
    const milder = tiers.find(
      (it) =>
        isLess(percentage(tier.below), percentage(it.below)) &&
        !isLess(percentage(it.percent), percentage(tier.percent)),
    );
    if (milder === undefined) return [];
    return {
      level: 'warning' as const,
      lint: 'credit-tier-without-effect',
      path: ['tiers', place, 'percent'],
      message: `Below ${tier.below} % no more is credited (${tier.percent} %) than below ${milder.below} % (${milder.percent} %)`,
      why: 'of several tiers the one that pays most holds, so that this one changes nothing',
      advice: 'let worse attainment pay more, or take the tier out',
    };
  });
}

// Of a tier that pays no more than a milder one, that is said already.
function beyondCap({ tiers, capPerMonth, capPerYear }: Credits): PromiseFinding[] {
  const caps = Object.entries({ capPerMonth, capPerYear }).flatMap(([key, cap]) =>
    cap === undefined ? [] : [{ key, cap, share: wholePercent(cap) }],
  );
  const [tightest] = caps.toSorted((a, b) => (isLess(a.share, b.share) ? -1 : 1));
  if (tightest === undefined) return [];
  return tiers.flatMap((tier, place) => {
    const milder = tiers.filter((it) => isLess(percentage(tier.below), percentage(it.below)));
    const isBeyond = isLess(tightest.share, percentage(tier.percent));
    if (!isBeyond || !milder.every((it) => isLess(percentage(it.percent), percentage(tier.percent)))) return [];
    const same = milder.find((it) => !isLess(percentage(it.percent), tightest.share));
    return [{ path: ['tiers', place, 'percent'], ...cappedTier(tier, same, tightest) }];
  });
}

type Tier = Credits['tiers'][number];

function cappedTier(
  tier: Tier,
  same: Tier | undefined,
  { key, cap }: { key: string; cap: string },
): Omit<PromiseFinding, 'path'> {
  const capped = `${key} lets no more than ${cap} % be paid`;
  if (same === undefined) {
    return {
      level: 'warning',
      lint: 'credit-tier-beyond-cap',
      message: `Below ${tier.below} %, ${tier.percent} % of the fee are credited, and ${capped}`,
      why: 'the tier promises an amount that is never paid',
      advice: `raise ${key}, or let the tier pay what it allows`,
    };
  }
  return {
    level: 'warning',
    lint: 'credit-tier-without-effect',
    message: `Below ${tier.below} % no more is paid than below ${same.below} %, as ${capped}`,
    why: 'both tiers reach the cap, so that worse attainment costs nothing more',
    advice: `raise ${key}, or take the tier out`,
  };
}

function claimedTooEarly({ graceMs, id }: Agreement, { claimWithinMs }: Credits): PromiseFinding[] {
  if (claimWithinMs === undefined || claimWithinMs > graceMs) return [];
  return [
    {
      level: 'warning',
      lint: 'claim-before-report',
      path: ['claimWithin'],
      message: `Credits of agreement "${id}" can be claimed for ${lengthWords(claimWithinMs)}, and its report comes after ${lengthWords(graceMs)}`,
      why: 'when the customer reads of a miss, it is too late to claim anything for it',
      advice: 'make claimWithin longer than grace',
    },
  ];
}
