/** A request to an API that answers with text. */
export interface ApiRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether http will do; otherwise https is needed. */
  readonly allowHttp: boolean;
  /** That there is nothing (404) is an answer too. */
  readonly mayBeMissing?: boolean | undefined;
}

/** The API did not answer, or not as it should. */
export class ApiError extends Error {
  readonly code = 'API_FAILED';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
  }
}

const TIMEOUT_MS = 10_000;
export const MOST_BYTES = 5_000_000;

/**
 * The text of an answer. The address is one that the catalogue names, so that any host may be meant, private ones too; no
 * redirect is followed, as it would take the credential elsewhere.
 *
 * @returns undefined for what may be missing and is
 * @throws ApiError when there is no answer within 10 s, its status is not 200, or its text has more than 5 MB
 */
export async function askApi(request: ApiRequest): Promise<string | undefined> {
  const { url, headers, allowHttp, mayBeMissing = false } = request;
  const { protocol, origin, pathname } = new URL(url);
  // What is in the query may be long, and no secret is to reach a log.
  const place = `${origin}${pathname}`;
  if (protocol !== 'https:' && !allowHttp) throw new ApiError(`${place}: expected https; got ${protocol}`);
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { headers: { 'user-agent': 'Attain', ...headers }, redirect: 'manual', signal });
    if (answer.status === 200) return await textOf(answer, place);
    await answer.body?.cancel();
    if (answer.status === 404 && mayBeMissing) return undefined;
    throw new ApiError(`${place}: expected status 200; got ${answer.status}`);
  } catch (cause) {
    throw cause instanceof ApiError
      ? cause
      : new ApiError(`${place}: expected an answer; got ${reason(cause)}`, { cause });
  }
}

async function textOf({ body }: Response, place: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new ApiError(`${place}: expected at most ${MOST_BYTES} bytes; got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Of a failed fetch the cause says more than the error.
function reason(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
