import { asTaken } from './alert-spells.ts';
import { lifeOf } from './life.ts';
import type { CorrectionEvent, Knowledge, Monitor, Source, StreamHistory, Term } from './types.ts';

/** Instants that cut a window into slices in which nothing changes: the first is the window's start, the last its end. */
export function slicesOf(
  window: { readonly start: number; readonly end: number },
  instants: readonly number[],
): readonly number[] {
  const inside = Float64Array.from(instants.filter((it) => window.start < it && it < window.end)).sort();
  const edges = [window.start];
  for (const instant of inside) if (instant !== edges.at(-1)) edges.push(instant);
  return [...edges, window.end];
}

/** Every instant at which anything may change in a term. The streams in what is known are corrected already. */
export function changingInstants(
  term: Term,
  { streams, dependencies, beats }: Knowledge,
  { wording, corrections }: { readonly wording: readonly number[]; readonly corrections: readonly CorrectionEvent[] },
): number[] {
  const heard = [...streams, ...Object.values(dependencies).flat()];
  const { services } = term.version.catalogue;
  const behind = services.filter(({ id }) => dependencies[id] !== undefined);
  const monitors = [term.service, ...behind].flatMap((service) => service.monitors);
  return [
    ...wording,
    ...behind.map((service) => lifeOf(service, term.agreement.timeZone)).flatMap(({ start, end }) => [start, end]),
    ...corrections.flatMap((it) => ('start' in it ? [it.start, it.end] : [])),
    ...heard.flatMap((stream) => turnsOf(stream, monitors)),
    ...term.version.catalogue.sources.flatMap((source) => edgesOfLife(source, beats)),
  ];
}

// As it is told, and as the rules of whoever listens to it take it.
function turnsOf({ monitor, changes }: StreamHistory, monitors: readonly Monitor[]): number[] {
  const listening = monitors.filter(({ id }) => id === monitor);
  const taken = listening.flatMap(({ alertRules }) => asTaken(changes, alertRules));
  return [...changes, ...taken].map(({ at }) => at);
}

// A beat that comes while the one before it still lasts changes nothing.
function edgesOfLife({ id, heartbeat }: Source, beats: Knowledge['beats']): number[] {
  if (heartbeat === undefined) return [];
  const own = beats[id] ?? [];
  const over = (at: number | undefined): number => (at ?? Number.NEGATIVE_INFINITY) + heartbeat.allowedGapMs;
  const starts = own.filter((at, index) => over(own[index - 1]) < at);
  const ends = own.map(over).filter((end, index) => end < (own[index + 1] ?? Number.POSITIVE_INFINITY));
  return [...starts, ...ends];
}
