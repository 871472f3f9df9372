import type { Target } from './catalogue.ts';
import type { IncidentEvent } from './event.ts';

/**
 * The incidents of a service, by time: what names it, and the phases that name no service of incidents that once did.
 *
 * @param named phases that name the service
 * @param unnamed phases that name no service, of any incident
 */
export function incidentsOf(named: readonly IncidentEvent[], unnamed: readonly IncidentEvent[]): IncidentEvent[] {
  const own = new Set(named.map(({ incident }) => incident));
  const others = unnamed.filter(({ incident }) => own.has(incident));
  return others.length === 0 ? [...named] : [...named, ...others].sort((a, b) => a.at - b.at);
}

const CLOCKED: readonly string[] = ['acknowledge', 'restore'];

/** Whether incidents have a say in one of the targets: only then are phases that name no service looked up. */
export function hearsIncidents(targets: readonly Target[]): boolean {
  return targets.some(({ kind }) => CLOCKED.includes(kind));
}
