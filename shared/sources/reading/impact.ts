import type { MonitorState } from '../../domain/signal.ts';
import { keyword } from './fields.ts';

const IMPACTS: ReadonlyMap<string, MonitorState> = new Map([
  ['none', 'up'],
  ['minor', 'degraded'],
  ['major', 'down'],
  ['critical', 'down'],
  ['operational', 'up'],
  ['degradedperformance', 'degraded'],
  ['partialoutage', 'degraded'],
  ['majoroutage', 'down'],
]);

/** What a status page says of an incident's impact, of a component or of itself; nothing where it says maintenance. */
export function impactState(word: unknown): MonitorState | undefined {
  return IMPACTS.get(keyword(word));
}
