import fc from 'fast-check';

const SHARE = Number(process.env.ATTAIN_PROPERTY_SHARE ?? 1);

// Where a share is tried, only whether a property fails is asked, not which case is the smallest.
if (SHARE < 1) fc.configureGlobal({ endOnFailure: true });

/**
 * How many random cases a property is tried with: as many as said, or the share of them that `ATTAIN_PROPERTY_SHARE` names
 * (such as `0.05`), as where a rule is changed thousands of times and each change is to be noticed soon.
 */
export function runs(usual: number): number {
  return Math.max(Math.min(usual, 20), Math.round(usual * SHARE));
}
