import { lifeOf } from './life.ts';
import type { CorrectionEvent, Knowledge, Source, Term } from './types.ts';

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
  return [
    ...wording,
    ...behind.map((service) => lifeOf(service, term.agreement.timeZone)).flatMap(({ start, end }) => [start, end]),
    ...corrections.flatMap((it) => ('start' in it ? [it.start, it.end] : [])),
    ...heard.flatMap(({ changes }) => changes.map(({ at }) => at)),
    ...term.version.catalogue.sources.flatMap((source) => edgesOfLife(source, beats)),
  ];
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
