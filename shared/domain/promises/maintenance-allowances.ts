import type { Catalogue } from '../catalogue.ts';
import { percentage } from '../decimal.ts';
import { allowanceWords, lengthWords } from '../targets/promise.ts';
import { agreedTargets } from './agreed-targets.ts';
import type { PromiseFinding } from './finding.ts';
import { usualAgreedMs } from './period-length.ts';

/** Allowances for maintenance beyond what may be lost by failures: more of the bad time is free than counts. */
export function maintenanceAllowances(catalogue: Catalogue): PromiseFinding[] {
  return catalogue.agreements.flatMap((agreement, index) => {
    const { id, maintenanceAllowance: allowance } = agreement;
    if (allowance === undefined) return [];
    const agreedMs = usualAgreedMs({ ...agreement, period: allowance.per }, catalogue);
    const strictest = agreedTargets(catalogue)
      .filter((it) => it.agreement === agreement)
      .flatMap(({ service, target }) =>
        target.kind === 'availability' ? [{ service: service.id, budgetMs: budgetOf(target.target, agreedMs) }] : [],
      )
      .toSorted((a, b) => a.budgetMs - b.budgetMs)[0];
    if (strictest === undefined || allowance.timeMs <= strictest.budgetMs) return [];
    const budget = lengthWords(strictest.budgetMs - (strictest.budgetMs % 1_000));
    return {
      level: 'warning',
      lint: 'allowance-larger-than-budget',
      path: ['agreements', index, 'maintenanceAllowance', 'time'],
      message: `Agreement "${id}" allows ${allowanceWords(allowance)} of maintenance, and "${strictest.service}" an error budget of ${budget}`,
      why: 'the customer may see more downtime that does not count than downtime that does',
      advice: `allow at most ${budget}, or tell the customer both figures`,
    };
  });
}

function budgetOf(target: string, agreedMs: number): number {
  const { numerator, denominator } = percentage(target);
  return Number((BigInt(agreedMs) * (denominator - numerator)) / denominator);
}
