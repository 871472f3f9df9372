/** A webhook as it arrived: verified over these bytes, before anything parses them. Header names in lower case. */
export interface WebhookRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** The query string as it came, without its question mark; empty when there is none. */
  readonly query: string;
  /** The caller's address. */
  readonly from: string;
  /** The part of the path behind the source's id, decoded. */
  readonly pathSecret?: string;
}

/** The reason is for our log; the sender is told nothing but 401. */
export type Authentication = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

export const ACCEPTED: Authentication = { accepted: true };

export function refusal(reason: string): Authentication {
  return { accepted: false, reason };
}
