import { conditionOf } from './condition.ts';
import type { CorrectionEvent } from './event.ts';
import { type Interval, isWithin, subtract, union } from './interval.ts';
import type { Claim } from './layer.ts';
import { overlay, type Track } from './track.ts';

/** The claims of a term after the corrections, in their order: what is excluded joins them, what is included leaves them. */
export function correctClaims(claims: readonly Claim[], corrections: readonly CorrectionEvent[]): readonly Claim[] {
  return corrections.reduce<readonly Claim[]>((corrected, correction) => {
    if (correction.action === 'exclude') return withExclusion(corrected, correction);
    return correction.action === 'include' ? corrected.map((claim) => without(claim, correction)) : corrected;
  }, claims);
}

// Exclusions are heard before maintenance, the catalogue's before those of corrections.
function withExclusion(claims: readonly Claim[], exclusion: Extract<CorrectionEvent, { start: number }>): Claim[] {
  const maintenance = claims.findIndex((claim) => claim.class === 'maintenance');
  const place = maintenance < 0 ? claims.length : maintenance;
  const { start, end } = exclusion;
  const claim: Claim = { class: 'excluded', intervals: [{ start, end }], reason: reasonOf(exclusion) };
  return claims.toSpliced(place, 0, claim);
}

function without(claim: Claim, { start, end }: { start: number; end: number }): Claim {
  if (claim.class !== 'excluded' && claim.class !== 'maintenance') return claim;
  return { ...claim, intervals: subtract(union(claim.intervals), [{ start, end }]) };
}

/** Why a correction leaves time out: `COR-7, force-majeure: Lightning struck the hall`. */
export function reasonOf({ correction, reason, note }: CorrectionEvent): string {
  return `${correction}, ${reason}${note === undefined ? '' : `: ${note}`}`;
}

/** A correction of what a service was. */
export type Reclassification = Extract<CorrectionEvent, { action: 'reclassify' }>;

/** Those in force for a service, in the order of their approval: of several over one instant the last holds. */
export function reclassifications(inForce: readonly CorrectionEvent[], service: string): Reclassification[] {
  return inForce.filter((it) => it.action === 'reclassify').filter((it) => it.service === service);
}

/** What the service was, where a correction says otherwise than its monitors. */
export function reclassified(track: Track, corrections: readonly Reclassification[]): Track {
  return corrections.reduce((corrected, { start, end, state }) => {
    return overlay(corrected, [{ start, end }], conditionOf(state));
  }, track);
}

/**
 * An interval in pieces, each with the reason of the correction that says what the service was in it; none where that is
 * left to its monitors.
 */
export function cutByReclassification(
  { start, end }: Interval,
  corrections: readonly Reclassification[],
): (Interval & { readonly reason?: string })[] {
  const bounds = corrections.flatMap((it) => [it.start, it.end]).filter((at) => at > start && at < end);
  const starts = [...new Set([start, ...bounds])].sort((a, b) => a - b);
  return starts.map((from, index) => {
    const saying = corrections.findLast((it) => isWithin(from, it));
    const piece = { start: from, end: starts[index + 1] ?? end };
    return saying === undefined ? piece : { ...piece, reason: reasonOf(saying) };
  });
}
