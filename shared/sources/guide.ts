/**
 * What a person needs to point a sender at Attain and to know what its figures are worth: each source file exports one as
 * `guide`, and `attain source-pages` prints it as `docs/sources/<name>.md`. Texts are Markdown; of `{{url}}` and
 * `{{secret}}` the page says what to put there.
 */
export interface SourceGuide {
  /** The sender's name for itself, such as `Prometheus Alertmanager`. */
  readonly title: string;
  /** What of it is read, by version or message kind, in a sentence or two. */
  readonly reads: string;
  /** The sender's own documentation of what it sends. */
  readonly documentation: string;
  /** How to point it here, ready to copy. */
  readonly setUp: string;
  /** How it can prove where a webhook comes from: the `auth` of the catalogue, best first. */
  readonly credentials: string;
  /** Where each part of a signal comes from. */
  readonly fields: readonly { readonly part: SignalPart; readonly from: string }[];
  /** What each of its words for a state becomes. */
  readonly states: readonly { readonly says: string; readonly becomes: string }[];
  /** How finely and how late it tells of an outage, and what that depends on. */
  readonly resolution: string;
  /** What it does not tell, and what Attain does about it. */
  readonly blindSpots: readonly { readonly what: string; readonly remedy: string }[];
}

/** What becomes of what is understood and says nothing of a state. */
export const KEPT = 'kept, counts for nothing';
export const TEST = 'a test: kept, counts for nothing';
export const ACKNOWLEDGEMENT = 'an acknowledgement; the state stays';

/** The remedy where a sender does not tell of its maintenance. */
export const SEND_MAINTENANCE = 'the state before goes on; send the maintenance as a signal';

type BlindSpot = SourceGuide['blindSpots'][number];

/** Of those that tell changes alone. */
export const NEVER_FAILED: BlindSpot = {
  what: 'Nothing is sent of a check that has never failed',
  remedy: 'it is unknown; say `silenceMeans: up` in the catalogue where you know that it was watched',
};

/** Of those whose ends do not carry their beginnings. */
export const START_UNTOLD: BlindSpot = {
  what: 'An end does not say when the outage began',
  remedy: 'a start that is lost on its way leaves a gap that only a correction fills',
};

export type SignalPart = 'delivery' | 'stream' | 'start' | 'end' | 'service' | 'title' | 'incident' | 'priority';
