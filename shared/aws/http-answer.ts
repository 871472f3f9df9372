import type { HttpAnswer } from './handler.ts';

// Nothing may be sniffed or kept by a shared cache.
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

/** A page, with the content security policy that it was written for. */
export function html(statusCode: number, body: string, contentSecurityPolicy: string): HttpAnswer {
  return answerOf(statusCode, body, { type: 'text/html; charset=utf-8', contentSecurityPolicy });
}

export function json(statusCode: number, body: unknown): HttpAnswer {
  const contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
  return answerOf(statusCode, JSON.stringify(body), { type: 'application/json', contentSecurityPolicy });
}

function answerOf(
  statusCode: number,
  body: string,
  { type, contentSecurityPolicy }: { readonly type: string; readonly contentSecurityPolicy: string },
): HttpAnswer {
  const headers = { ...HEADERS, 'content-type': type, 'content-security-policy': contentSecurityPolicy };
  return { statusCode, headers, body };
}
