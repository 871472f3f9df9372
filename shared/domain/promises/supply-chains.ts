import type { Catalogue } from '../catalogue.ts';
import { decimals, percentage, truncate } from '../decimal.ts';
import { agreedTargets } from './agreed-targets.ts';
import type { PromiseFinding } from './finding.ts';
import { isLess } from './fraction.ts';
import { supportOf } from './support.ts';

/** Availability that is promised to a customer beyond what suppliers and internal teams have promised together. */
export function supplyChains(catalogue: Catalogue): PromiseFinding[] {
  return agreedTargets(catalogue).flatMap(({ agreement, service, target, path }) => {
    if (target.kind !== 'availability') return [];
    const { share, agreements } = supportOf(service, agreement, catalogue);
    if (!isLess(share, percentage(target.target))) return [];
    const most = truncate(share.numerator * 100n, share.denominator, Math.max(2, decimals(target.target)));
    return {
      level: 'warning',
      lint: 'promise-not-supported',
      path: [...path, 'target'],
      message: `You promise ${target.target} % of "${service.id}", your suppliers allow at most ${most} %`,
      why: `with ${agreements.join(', ')} kept exactly and nothing else failing, "${agreement.id}" is missed all the same`,
      advice: 'agree on more with whom it rests on, add something that stands in for it, or promise less',
    };
  });
}
