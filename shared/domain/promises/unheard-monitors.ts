import type { Catalogue } from '../catalogue.ts';
import type { LintContext, PromiseFinding } from './finding.ts';

/** Monitors that none of the signals at hand is about. */
export function unheardMonitors({ services }: Catalogue, { heard }: LintContext): PromiseFinding[] {
  if (heard === undefined) return [];
  return services.flatMap((service, index) =>
    service.monitors.flatMap(({ id, match, silenceMeans }, place): PromiseFinding[] => {
      const name = `${service.id}/${id}`;
      if (heard.has(name)) return [];
      const labels = Object.entries(match).map(([label, value]) => `${label}=${value}`);
      return [
        {
          level: 'warning',
          lint: 'unheard-monitor',
          path: ['services', index, 'monitors', place, 'id'],
          message: `Monitor "${name}" picks none of the signals (${labels.join(', ')})`,
          why:
            silenceMeans === 'up'
              ? 'its silence counts as up, whether all is well or its labels are mistyped'
              : 'its time is unknown, and the targets on its service not measured',
          advice: 'compare its source and match with what the source sends (attain parse), or take it out',
        },
      ];
    }),
  );
}
