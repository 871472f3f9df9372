import type { IncomingHttpHeaders } from 'node:http';

const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request was made at this machine and meant for it. The server listens on the loopback address only, but a
 * web page from elsewhere can still make a browser send to it: under its own host name (DNS rebinding), or from its
 * own origin. This stands in for the authorizer that AWS asks.
 *
 * @example isFromThisMachine({ host: 'localhost:4400' })                              //=> true
 * @example isFromThisMachine({ host: '127.0.0.1:4400', origin: 'https://example.com' })  //=> false
 */
export function isFromThisMachine({ host, origin }: Pick<IncomingHttpHeaders, 'host' | 'origin'>): boolean {
  return names.has(nameOf(`http://${host}`)) && (origin === undefined || names.has(nameOf(origin)));
}

function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
