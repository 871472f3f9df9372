/*
 * Names, titles and URLs in a report come from webhooks, so anybody who can raise an alert chooses them. Escaping is
 * the renderer's work; here the text loses what could forge a line, a header or a reading direction.
 */

// Control characters, line and paragraph separators, and the marks that turn reading direction around.
const FORGING = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * One line of text, at most `limit` characters long.
 *
 * @example clean('db\r\nBcc: all@example.com')  //=> 'db Bcc: all@example.com'
 */
export function clean(text: string, limit = 120): string {
  const line = text.toWellFormed().replace(FORGING, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}

/**
 * The same of a name whose end tells it from others: what is left out is in the middle.
 *
 * @example cleanName('checkout-alerts-eu-1a', 12)  //=> 'checkou…u-1a'
 */
export function cleanName(text: string, limit = 60): string {
  const characters = [...clean(text, Number.POSITIVE_INFINITY)];
  if (characters.length <= limit) return characters.join('');
  const tail = Math.floor(limit / 3);
  return `${characters.slice(0, limit - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/**
 * The same of text that has lines of its own, which it keeps: what could forge is shown as a mark in its place.
 *
 * @example cleanLines('a\r\n\tb\u001b[2J')  //=> 'a\n\tb�[2J'
 */
export function cleanLines(text: string): string {
  const lines = text.toWellFormed().replaceAll('\r\n', '\n');
  return lines.replace(FORGING, (marks) => marks.replace(/[^\n\t]/gu, '\ufffd'));
}

/** The URL if it is an absolute http or https address without credentials; else undefined. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || url.length > 2_000 || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  const web = parsed.protocol === 'https:' || parsed.protocol === 'http:';
  return web && parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
}
