import type { Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Services of which nobody can know anything. */
export function unwatchedServices({ services }: Catalogue): PromiseFinding[] {
  return services.flatMap(({ id, monitors, dependsOn = [] }, index) => {
    if (monitors.length > 0 || dependsOn.length > 0) return [];
    return {
      level: 'warning',
      lint: 'unwatched-service',
      path: ['services', index, 'id'],
      message: `Service "${id}" has no monitor: its time is unknown`,
      why: 'no target on it can ever be called met',
      advice: 'add a monitor, or what it depends on',
    };
  });
}
