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
  /** The same in words for people, with nothing of what was shown or answered. */
  readonly plain: string;
  constructor(message: string, { plain, cause }: { readonly plain: string; readonly cause?: unknown }) {
    super(message, { cause });
    this.name = 'ApiError';
    this.plain = plain;
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
  if (protocol !== 'https:' && !allowHttp) {
    throw new ApiError(`${place}: expected https; got ${protocol}`, { plain: 'its address is not https' });
  }
  const sent = headersOf({ 'user-agent': 'Attain', ...headers }, place);
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { headers: sent, redirect: 'manual', signal });
    if (answer.status === 200) return await textOf(answer, place);
    await answer.body?.cancel();
    if (answer.status === 404 && mayBeMissing) return undefined;
    throw new ApiError(`${place}: expected status 200; got ${answer.status}`, { plain: plainStatus(answer.status) });
  } catch (cause) {
    throw cause instanceof ApiError
      ? cause
      : new ApiError(`${place}: expected an answer; got ${reason(cause)}`, { plain: plainFailure(cause), cause });
  }
}

// What fetch says of a header that it cannot send holds the header: neither the message nor the cause may reach a log.
function headersOf(headers: Readonly<Record<string, string>>, place: string): Headers {
  try {
    return new Headers(headers);
  } catch {
    const plain = 'the credential holds characters that no header may hold, such as the end of a line';
    throw new ApiError(`${place}: expected a credential that fits a header; got other characters`, { plain });
  }
}

function plainStatus(status: number): string {
  if (status === 401 || status === 403) return `it refused the credential (status ${status})`;
  if (status >= 300 && status < 400) return `it sent us elsewhere (status ${status}), which is not followed`;
  return `it answered with status ${status}`;
}

/** By the codes of Node.js: https://nodejs.org/api/errors.html#common-system-errors, and those of its fetch. */
function plainFailure(error: unknown): string {
  const { name, cause } = error instanceof Error ? error : new Error(String(error));
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : name;
  if (/TIMEOUT|TIMEDOUT/i.test(code)) return 'it did not answer in time';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its address has no entry in DNS (${code})`;
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return `its certificate is not accepted (${code})`;
  return `it could not be reached, or broke off (${code})`;
}

async function textOf({ body }: Response, place: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES)
      throw new ApiError(`${place}: expected at most ${MOST_BYTES} bytes; got more`, {
        plain: 'its answer is too large',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// Of a failed fetch the cause says more than the error.
function reason(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
