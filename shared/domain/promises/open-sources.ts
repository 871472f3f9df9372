import type { Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Sources that take signals from anyone. */
export function openSources({ sources }: Catalogue): PromiseFinding[] {
  return sources.flatMap(({ id, auth }, index) => {
    if (auth.type !== 'open') return [];
    return {
      level: 'warning',
      lint: 'open-source',
      path: ['sources', index, 'auth'],
      message: `Source "${id}" is open: the local runtime takes its webhooks from anyone, AWS refuses to deploy it`,
      why: 'whoever finds the address can make a service look up or down',
      advice: 'ask for a secret with auth of type bearer, basic or hmac before you deploy',
    };
  });
}
