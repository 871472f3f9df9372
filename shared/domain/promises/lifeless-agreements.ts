import type { Catalogue } from '../catalogue.ts';
import { inForce } from '../in-force.ts';
import type { Interval } from '../interval.ts';
import type { PromiseFinding } from './finding.ts';

/** Services that no longer live when the agreement on them begins, or not yet when it has ended. */
export function lifelessAgreements({ agreements, services }: Catalogue): PromiseFinding[] {
  return agreements.flatMap((agreement, index) =>
    agreement.services.flatMap((agreed, place) =>
      services
        .filter((it) => it.id === agreed.service && isNever(inForce(agreement, it)))
        .map(
          ({ id }): PromiseFinding => ({
            level: 'error',
            lint: 'never-in-force',
            path: ['agreements', index, 'services', place],
            message: `Agreement "${agreement.id}" is never in force for "${id}"`,
            why: 'the service lives before or after the agreement, never within it',
            advice: 'correct from and to of the service or of the agreement, or take the service out',
          }),
        ),
    ),
  );
}

function isNever({ start, end }: Interval): boolean {
  return end <= start;
}
