import type { IncidentEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { IncidentPhase } from '../../shared/domain/signal.ts';

/** One incident as a ticket tells it: a line for each phase, such as `14T09:00 opened P3`; October 2026, UTC. */
export function ticket(...lines: readonly string[]): IncidentEvent[] {
  return lines.map((line) => {
    const [at = '', phase = '', priority = ''] = line.split(' ');
    return {
      kind: 'incident',
      service: 'checkout',
      incident: 'INC-1',
      phase: phase as IncidentPhase,
      priority,
      at: parseInstant(`2026-10-${at}:00Z`),
    };
  });
}
