/** How a webhook proves where it comes from; `secret` is the full name of a secret, of which two may be active. */
export type SourceAuthentication =
  | { readonly type: 'bearer'; readonly secret: string }
  | { readonly type: 'basic'; readonly username: string; readonly secret: string }
  /** The secret is the whole value of a header of the sender's own; `name` in lower case. */
  | { readonly type: 'header'; readonly name: string; readonly secret: string }
  /** The secret is the last part of the path: `/webhooks/<id>/<secret>`. */
  | { readonly type: 'path'; readonly secret: string }
  /** The secret is a parameter in the query string. */
  | { readonly type: 'query'; readonly name: string; readonly secret: string }
  | HmacAuthentication
  /** Standard Webhooks, which Svix sends: `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  | { readonly type: 'svix'; readonly secret: string }
  /** Amazon SNS signs with a certificate of AWS; only these topics, by ARN, may speak. */
  | { readonly type: 'sns'; readonly topics: readonly string[] }
  /** No credential; accepted by the local runtime only. */
  | { readonly type: 'open' }
  /** Comes in over EventBridge, where IAM has decided already. */
  | { readonly type: 'aws' };

/** HMAC in `header`, in lower case; `prefix` (such as `sha256=`) stands before the digits of each signature. */
export interface HmacAuthentication {
  readonly type: 'hmac';
  readonly header: string;
  readonly prefix: string;
  readonly encoding: 'hex' | 'base64';
  readonly secret: string;
  /** Not there for SHA-256. */
  readonly algorithm?: HmacAlgorithm;
  /** What is signed, such as `{timestamp}.{body}`; not there for the raw body alone. */
  readonly signed?: string;
  /** Where the time of signing is: a header of its own, or the part of the signature header that starts with `prefix`. */
  readonly timestamp?: { readonly header: string } | { readonly prefix: string };
  /** How far the time of signing may be from now, either way; not there for 5 minutes. */
  readonly toleranceMs?: number;
}

export const HMAC_ALGORITHMS = ['sha256', 'sha1', 'sha512'] as const;
export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];
