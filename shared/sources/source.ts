import type { SilenceMeaning } from '../domain/catalogue.ts';
import type { Signal } from '../domain/signal.ts';

/** What came in, kept as it was: the raw bytes, the few headers that the source's parser reads, and when. */
export interface Delivery {
  /** Id of the source in the catalogue, the last part of the webhook's path. */
  readonly source: string;
  /** Name of the source type that reads it: a key of the registry. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Names in lower case; only those that the source type asks for, `content-type` and `content-encoding`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The query string as it came, without its question mark and without a secret; not there when it was empty. */
  readonly query?: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** What the catalogue says of the source that a parser needs. */
export interface FeedOptions {
  /** The feed that a sign of life in the delivery speaks for: the source's id. */
  readonly feed: string;
  /** How soon the next sign of life is promised; the parser has a default. */
  readonly heartbeatEveryMs?: number;
  /** IANA zone of the sender's times that carry no offset; UTC unless said. */
  readonly zone?: string;
  /**
   * That a person has to confirm the subscription of a topic of SNS: its messages are taken by a secret, not by their signature,
   * so none is known to be of AWS.
   */
  readonly isConfirmedByHand?: true;
}

/**
 * What a delivery says. Four identities are kept apart: the delivery (`deliveryId`), the stream (a signal's `monitor`:
 * one alert or check, the same at opening and closing), the occurrence (the stream and when it opened) and the service
 * (found by the catalogue from a signal's `labels`).
 */
export interface Parsed {
  readonly signals: readonly Signal[];
  /** What made no signal, with the reason: never dropped without a word. */
  readonly rejected: readonly Rejection[];
  /** The sender's own id of the delivery or event, the same when it sends it again. */
  readonly deliveryId?: string;
  /**
   * Since when lasts what a signal speaks of, epoch ms, where the sender says so and the signal itself has no place for it: an
   * acknowledgement may name when its incident began. It describes a signal; nothing is counted by it.
   */
  readonly occurrenceStarts?: ReadonlyMap<Signal, number>;
}

export interface Rejection {
  readonly reason: RejectionReason;
  /** Where in the delivery, what was expected and what was found. */
  readonly detail: string;
  /** The stream or incident it speaks of, where it names one. */
  readonly stream?: string;
  /** When, by the sender's word, where it says. Epoch ms. */
  readonly at?: number;
}

export type RejectionReason =
  /** The body is not what the source sends at all. */
  | 'unreadable'
  /** A part of the body is no event that can be read. */
  | 'invalid'
  /** A time that cannot be true, in a signal where the time of receipt cannot stand in for it. */
  | 'implausible-time'
  /** A topic of SNS that sends nothing until somebody confirms its subscription. */
  | 'unconfirmed'
  /** The sender says that it left events out. */
  | 'truncated'
  /** A readable event that says nothing about a state, such as an edit of an alarm's settings. */
  | 'not-a-signal'
  /** Maintenance without a word about when it ends: a window that nobody can count. */
  | 'maintenance'
  /** A notification that somebody sent to try the connection; it counts for nothing. */
  | 'test';

/**
 * Whether a person has something to mend: such a part goes to quarantine. The rest was understood, and its delivery is
 * kept like any other.
 */
export function needsMending({ reason }: Pick<Rejection, 'reason'>): boolean {
  return reason !== 'not-a-signal' && reason !== 'maintenance' && reason !== 'test';
}

/** One kind of sender. Pure: it reads a delivery and touches nothing else. */
export interface SourceType {
  readonly name: string;
  /** What it means when its monitors say nothing: an alerting system speaks only when something is wrong. */
  readonly silenceMeans: SilenceMeaning;
  /**
   * Whether it sends again what is still open, and how often unless it is set up otherwise; its signals then carry `heardAt`.
   * `asItSays`: the signals say so themselves, where they carry it. Not there for senders that say a thing once.
   */
  readonly repeats?: { readonly everyMs: number } | 'asItSays';
  /** The signals in a delivery. Content is never thrown over: what cannot be read is among `rejected`. */
  readonly parse: (delivery: Delivery, options: FeedOptions) => Parsed;
}
