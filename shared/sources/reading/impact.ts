import { meanings } from './meanings.ts';

/** What a status page says of an incident's impact, of a component or of itself; nothing where it says maintenance. */
export const impactState = meanings({
  up: ['none', 'operational'],
  degraded: ['minor', 'degradedperformance', 'partialoutage'],
  down: ['major', 'critical', 'majoroutage'],
});
