import { conditionOf } from './condition.ts';
import type { CorrectionEvent } from './event.ts';
import { subtract, union } from './interval.ts';
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

/** What the service was, where a correction says otherwise than its monitors. */
export function reclassified(track: Track, corrections: readonly CorrectionEvent[]): Track {
  return corrections.reduce((corrected, correction) => {
    if (correction.action !== 'reclassify') return corrected;
    const { start, end, state } = correction;
    return overlay(corrected, [{ start, end }], conditionOf(state));
  }, track);
}
