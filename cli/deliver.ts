import * as z from 'zod';
import { FailedError } from './failed-error.ts';
import type { Io } from './io.ts';
import { whereSecretsAre } from './local-secret.ts';

export interface Request {
  readonly url: string;
  /** Bearer secret, where that is what proves where it comes from. */
  readonly secret?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** What messages call the place, where the URL holds a secret. */
  readonly shownUrl?: string;
}

const MOST_RETRIES = 8;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Posts a body until it is accepted; an overloaded or unreachable other side is asked again after growing pauses.
 *
 * @returns how often it had to be asked again, and the id that it was kept under
 * @throws FailedError when it refuses, or still does not answer after about a minute
 */
export async function deliver(request: Request, io: Pick<Io, 'fetch' | 'sleep'>): Promise<Delivered> {
  for (let retries = 0; ; retries++) {
    const answer = await post(request, io);
    if (answer.type === 'accepted') return { retries, id: answer.id };
    if (answer.type === 'refused' || retries === MOST_RETRIES) throw new FailedError(explain(request, answer));
    await io.sleep(Math.min(LONGEST_PAUSE_MS, answer.pauseMs ?? FIRST_PAUSE_MS * 2 ** retries));
  }
}

interface Delivered {
  readonly retries: number;
  /** Undefined where the answer does not say. */
  readonly id: string | undefined;
}

type Answer =
  | { readonly type: 'accepted'; readonly id: string | undefined }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'later'; readonly text: string; readonly pauseMs?: number };

async function post({ url, secret, headers, body }: Request, io: Pick<Io, 'fetch'>): Promise<Answer> {
  const authorization = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  try {
    const response = await io.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...authorization },
      body,
    });
    const said = await response.text();
    const text = `${response.status} ${said.slice(0, 200)}`.trim();
    if (response.ok) return { type: 'accepted', id: idIn(said) };
    if (response.status !== 429 && response.status < 500) return { type: 'refused', text };
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { type: 'later', text, ...(Number.isFinite(seconds) && { pauseMs: seconds * 1000 }) };
  } catch (error) {
    return { type: 'later', text: reasonOf(error) };
  }
}

const Kept = z.object({ delivery: z.string() });

function idIn(text: string): string | undefined {
  try {
    return Kept.safeParse(JSON.parse(text)).data?.delivery;
  } catch {
    return undefined;
  }
}

// `fetch failed` says nothing; its cause says what.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(Reflect.get(error.cause, 'code')) : error.message;
}

function explain(
  { url, secret, headers, shownUrl = url }: Request,
  answer: Exclude<Answer, { type: 'accepted' }>,
): string {
  const hint =
    answer.text.startsWith('401') && secret === undefined && headers === undefined
      ? `; give the secret with --secret or ATTAIN_SECRET${whereSecretsAre(url)}`
      : '';
  return `expected ${shownUrl} to accept the signals; got ${answer.text}${hint}`;
}
