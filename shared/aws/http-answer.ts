import type { HttpAnswer } from './handler.ts';

// Pages carry their style and no script; nothing may be framed, sniffed or kept by a shared cache.
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

export function html(statusCode: number, body: string): HttpAnswer {
  return { statusCode, headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }, body };
}

export function json(statusCode: number, body: unknown): HttpAnswer {
  return { statusCode, headers: { ...HEADERS, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
