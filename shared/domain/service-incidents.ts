import type { Target } from './catalogue.ts';
import type { Question } from './evaluate.ts';
import type { IncidentEvent } from './event.ts';
import type { Interval } from './interval.ts';
import { mayBeNamedBy } from './normalise.ts';

/**
 * The incidents that a question is about, by time: what names its service, and the phases that name no service of incidents that
 * once did in its window, from sources that may name the service: whoever else knows the id of an incident has no say in it.
 *
 * @param named phases that name the service
 * @param unnamed phases that name no service, of any incident
 */
export function incidentsOf(
  { named, unnamed }: { named: readonly IncidentEvent[]; unnamed: readonly IncidentEvent[] },
  question: Question,
): IncidentEvent[] {
  const { start, end } = incidentWindow(question);
  const inWindow = ({ at }: IncidentEvent) => at >= start && at < end;
  const own = named.filter(inWindow);
  const ids = new Set(own.map(({ incident }) => incident));
  const others = unnamed.filter((it) => ids.has(it.incident) && inWindow(it) && mayBeOf(question, it));
  return others.length === 0 ? own : [...own, ...others].sort((a, b) => a.at - b.at);
}

function mayBeOf({ terms }: Question, { source }: IncidentEvent): boolean {
  return source === undefined || terms.some(({ service }) => mayBeNamedBy(service, source));
}

/**
 * The time in which phases of incidents are looked at: the period until the moment of asking. Where clocks are promised, what
 * happens in the grace after the end counts too: an incident of the last evening is restored in the next period.
 */
export function incidentWindow({ period, until, now = until, terms }: Question): Interval {
  const counted = Math.max(until, period.start + 1);
  const graceMs = terms.at(-1)?.agreement.graceMs ?? 0;
  const end = hearsIncidents(terms) ? Math.max(counted, Math.min(now, period.end + graceMs)) : counted;
  return { start: period.start, end };
}

const CLOCKED: readonly string[] = ['acknowledge', 'restore'] satisfies readonly Target['kind'][];

/** Whether incidents have a say in one of the targets: only then are more of them looked up than the period's. */
export function hearsIncidents(terms: readonly { readonly targets: readonly Target[] }[]): boolean {
  return terms.some(({ targets }) => targets.some(({ kind }) => CLOCKED.includes(kind)));
}
