import { wordingsOf } from '../amendment.ts';
import type { Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Services that are promised to somebody and belong to nobody in particular. */
export function unownedServices({ services, agreements, organization }: Catalogue): PromiseFinding[] {
  const agreed = new Set(
    agreements.flatMap(wordingsOf).flatMap(({ agreement }) => agreement.services.map(({ service }) => service)),
  );
  return services.flatMap(({ id, owner }, index) => {
    if (owner !== undefined || !agreed.has(id)) return [];
    return {
      level: 'info',
      lint: 'no-owner',
      path: ['services', index, 'id'],
      message: `Service "${id}" has no owner`,
      why: `its improvement items go to ${organization.owner.name}, who owns whatever nobody else does`,
      advice: 'name an owner',
    };
  });
}
