import type { IncomingHttpHeaders } from 'node:http';

/** A request that has come in whole, whoever it is for. */
export interface Request {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** A call of an AWS SDK. */
export interface AwsCall extends Request {
  /** Logical id of the function that calls, which is its access key id here; policies are checked against it. */
  readonly caller: string;
  /** As IAM writes it, such as `events:PutEvents`. */
  readonly action: string;
}

/** One AWS service: which action a request means, and its answer. The path comes without the service's own prefix. */
export interface AwsService {
  readonly action: (request: Request) => string;
  readonly answer: (call: AwsCall) => Answer | Promise<Answer>;
}

/**
 * The access key id that a request was signed with.
 *
 * @example callerOf('AWS4-HMAC-SHA256 Credential=Ingest/20261001/eu-central-1/events/aws4_request, …')  //=> 'Ingest'
 */
export function callerOf(authorization: string | undefined): string {
  return /Credential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? 'nobody';
}

/** The last part of `X-Amz-Target`: the operation of a service with a JSON protocol. */
export function targetOf({ headers }: Pick<Request, 'headers'>): string {
  return (
    String(headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? ''
  );
}

/** What an SDK turns into an exception named `type`. */
export function awsError(type: string, message: string, status = 400): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
