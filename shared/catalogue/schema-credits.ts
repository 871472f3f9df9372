import { listOfSome, strict } from './schema-parts.ts';
import { currency, minorUnits, percentage, percentOfFee, positiveDuration } from './values.ts';

const tier = strict({ below: percentage, percent: percentage });

const beyondBudget = strict({ amount: minorUnits, every: positiveDuration });

/** Service credits of an agreement. */
export const credits = strict({
  currency,
  fee: minorUnits.meta({ description: 'What one service costs in one period, in minor units such as cents' }),
  tiers: listOfSome(tier)
    .optional()
    .meta({ description: 'Below this attainment, this share of the fee; of several the one that pays most' }),
  beyondBudget: beyondBudget
    .optional()
    .meta({ description: 'An amount for each started stretch of downtime beyond the error budget' }),
  capPerMonth: percentOfFee.optional().meta({ description: 'Most that is credited in a calendar month' }),
  capPerYear: percentOfFee.optional().meta({ description: 'Most that is credited in a calendar year' }),
  claimWithin: positiveDuration.optional().meta({ description: 'After the end of the period' }),
}).transform(({ tiers = [], beyondBudget: beyond, claimWithin, capPerMonth, capPerYear, ...rest }) => ({
  ...rest,
  tiers,
  ...(beyond && { beyondBudget: { amount: beyond.amount, everyMs: beyond.every } }),
  ...(capPerMonth !== undefined && { capPerMonth }),
  ...(capPerYear !== undefined && { capPerYear }),
  ...(claimWithin !== undefined && { claimWithinMs: claimWithin }),
}));
