import type { SilenceMeaning } from '../domain/catalogue.ts';
import type { Signal } from '../domain/signal.ts';

/** What came in, kept as it was: the raw bytes, the few headers that the source's parser reads, and when. */
export interface Delivery {
  /** Id of the source in the catalogue, the last part of the webhook's path. */
  readonly source: string;
  /** Name of the source type that reads it: a key of the registry. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Names in lower case; only those that the source type asks for. */
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** What the catalogue says of the source that a parser needs. */
export interface FeedOptions {
  /** The feed that a sign of life in the delivery speaks for: the source's id. */
  readonly feed: string;
  /** How soon the next sign of life is promised; the parser has a default. */
  readonly heartbeatEveryMs?: number;
}

export interface Parsed {
  readonly signals: readonly Signal[];
  /** What could not be read or was not there: kept aside and shown with the reason, never dropped. */
  readonly rejected: readonly Rejection[];
}

export interface Rejection {
  readonly reason: RejectionReason;
  /** Where in the delivery, what was expected and what was found. */
  readonly detail: string;
}

export type RejectionReason =
  /** The body is not what the source sends at all. */
  | 'unreadable'
  /** A part of the body is no event that can be read. */
  | 'invalid'
  /** A readable event that says nothing about a state, such as an edit of an alarm's settings. */
  | 'not-a-signal'
  /** A time that cannot be true, in a signal where the time of receipt cannot stand in for it. */
  | 'implausible-time'
  /** The sender says that it left events out. */
  | 'truncated';

/** One kind of sender. Pure: it reads a delivery and touches nothing else. */
export interface SourceType {
  readonly name: string;
  /** What it means when its monitors say nothing: an alerting system speaks only when something is wrong. */
  readonly silenceMeans: SilenceMeaning;
  /** Headers, in lower case, that are kept with a delivery because `parse` reads them. */
  readonly headers: readonly string[];
  /** The signals in a delivery. Content is never thrown over: what cannot be read is among `rejected`. */
  readonly parse: (delivery: Delivery, options: FeedOptions) => Parsed;
}
