import { wordingsOf } from '../amendment.ts';
import type { Catalogue } from '../catalogue.ts';
import { servicesBehind } from '../dependency.ts';
import type { PromiseFinding } from './finding.ts';

/** Services that are neither agreed on nor behind one that is. */
export function unagreedServices(catalogue: Catalogue): PromiseFinding[] {
  const { services, agreements } = catalogue;
  const agreed = new Set(
    agreements.flatMap(wordingsOf).flatMap(({ agreement }) => agreement.services.map(({ service }) => service)),
  );
  const behind = services.filter(({ id }) => agreed.has(id)).flatMap((service) => servicesBehind(service, catalogue));
  return services.flatMap((service, index) => {
    if (agreed.has(service.id) || behind.includes(service)) return [];
    return {
      level: 'warning',
      lint: 'unagreed-service',
      path: ['services', index, 'id'],
      message: `Service "${service.id}" is in no agreement`,
      why: 'whatever is known of it appears on no page and in no report',
      advice: 'agree on it, let a service depend on it, or take it out',
    };
  });
}
