import { meanings } from './meanings.ts';

/**
 * What a status page says of an incident's impact, of a component or of itself, be it Statuspage's, Instatus' or Better Stack's;
 * nothing where it says maintenance.
 */
export const impactState = meanings({
  up: ['none', 'operational', 'up', 'resolved'],
  degraded: ['minor', 'degradedperformance', 'partialoutage', 'degraded', 'hasissues'],
  down: ['major', 'critical', 'majoroutage', 'downtime', 'down'],
});
