import type { Catalogue } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Agreements whose report goes to nobody. */
export function readers({ agreements }: Catalogue): PromiseFinding[] {
  return agreements.flatMap(({ id, recipients }, index) => {
    if (recipients.length > 0) return [];
    return {
      level: 'warning',
      lint: 'no-recipients',
      path: ['agreements', index, 'id'],
      message: `Agreement "${id}" has no recipients: nobody gets its report by mail`,
      why: 'a miss that nobody reads of is not mended',
      advice: 'add recipients',
    };
  });
}
