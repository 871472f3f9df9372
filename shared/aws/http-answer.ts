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

/**
 * Bytes that a stranger wrote, to be saved under a name and never shown: no browser is to make a page or a script of them.
 * What is text goes as text, so that whatever came in by a function's event goes out by its answer, which may be as large.
 */
export function attachment(name: string, bytes: Uint8Array): HttpAnswer {
  const raw = Buffer.from(bytes);
  const text = raw.toString('utf8');
  const isText = Buffer.from(text).equals(raw);
  const answer = answerOf(200, isText ? text : raw.toString('base64'), {
    type: 'application/octet-stream',
    contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
  const headers = {
    ...answer.headers,
    'content-disposition': `attachment; filename="${name}"`,
    'cross-origin-resource-policy': 'same-origin',
  };
  return { ...answer, headers, isBase64Encoded: !isText };
}

function answerOf(
  statusCode: number,
  body: string,
  { type, contentSecurityPolicy }: { readonly type: string; readonly contentSecurityPolicy: string },
): HttpAnswer {
  const headers = { ...HEADERS, 'content-type': type, 'content-security-policy': contentSecurityPolicy };
  return { statusCode, headers, body };
}
