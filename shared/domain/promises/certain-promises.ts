import type { Catalogue, Target } from '../catalogue.ts';
import { percentage } from '../decimal.ts';
import { promiseOf } from '../targets/promise.ts';
import { agreedTargets } from './agreed-targets.ts';
import type { PromiseFinding } from './finding.ts';

/** Targets that nothing at all may ever go wrong under. */
export function certainPromises(catalogue: Catalogue): PromiseFinding[] {
  return agreedTargets(catalogue).flatMap(({ agreement, service, target, path }) => {
    const key = keyOfNothing(target);
    if (key === undefined) return [];
    const promise = target.kind === 'availability' ? `${target.target} % availability` : promiseOf(target);
    return {
      level: 'warning',
      lint: 'no-error-budget',
      path: [...path, key],
      message: `Agreement "${agreement.id}" promises "${service.id}" without a single failure: ${promise}`,
      why: 'there is no error budget: the first second of trouble is a miss, and nothing is left to be careful with',
      advice: `promise what can be kept${key === 'target' ? ', such as 99.9,' : ''} and say what follows a miss`,
    };
  });
}

/** The key that leaves no room; undefined if there is some. */
function keyOfNothing(target: Target): string | undefined {
  switch (target.kind) {
    case 'availability':
    case 'requests':
    case 'latency':
    case 'coverage':
    case 'acknowledge':
    case 'restore': {
      const { numerator, denominator } = percentage(target.target);
      return numerator === denominator ? 'target' : undefined;
    }
    case 'longestOutage':
    case 'downtime':
      return target.atMostMs === 0 ? 'atMost' : undefined;
    case 'outages':
      return target.atMost === 0 && target.longerThanMs === 0 ? 'atMost' : undefined;
    case 'mtbf':
      return undefined;
  }
}
