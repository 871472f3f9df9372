import type { FeedLife } from './feed.ts';
import { formatInstant } from './instant.ts';

/** A feed that is silent at a moment: what it gave of itself around it, and for how long one sign of life is enough. */
export interface FeedThen {
  readonly source: string;
  /** Its last sign of life until then; null where none lies within reach. */
  readonly lastBeat: string | null;
  readonly allowedGapMs: number;
  /** Since when it is silent: the last beat plus the allowed gap. Null without a beat. */
  readonly start: string | null;
  /** Its next sign of life. */
  readonly nextBeat: string | null;
}

/** The silence of a feed at an instant (epoch ms). */
export function feedThen(source: string, { beats, allowedGapMs }: FeedLife, at: number): FeedThen {
  const next = beats.findIndex((beat) => beat > at);
  const last = beats.at(next < 0 ? -1 : next - 1);
  const isFirst = next === 0 || last === undefined;
  return {
    source,
    lastBeat: isFirst ? null : formatInstant(last),
    allowedGapMs,
    start: isFirst ? null : formatInstant(last + allowedGapMs),
    nextBeat: instantOf(beats[next]),
  };
}

function instantOf(beat: number | undefined): string | null {
  return beat === undefined ? null : formatInstant(beat);
}
