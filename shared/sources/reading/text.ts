/** What a store, a queue, a mail and a page all take: no control characters, no half of a surrogate pair. */
const UNCLEAN = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;
export const LONGEST_URL = 2_048;
const EVERY_UNCLEAN = new RegExp(UNCLEAN, 'gu');

/** Whether a text has a length (in UTF-16 units) within bounds and no character that would not survive its journey. */
export function isCleanText(text: string, { shortest, longest }: { shortest: number; longest: number }): boolean {
  return shortest <= text.length && text.length <= longest && !UNCLEAN.test(text);
}

/**
 * A foreign text made to fit: unclean characters become spaces, what is too long is cut. The same text gives the same
 * result, so that a repeated event stays identical.
 *
 * @example cleaned('a\nb', 10)  //=> 'a b'
 */
export function cleaned(text: string, longest: number): string {
  // Once more after the cut, which may have halved a surrogate pair.
  return text.slice(0, longest).replace(EVERY_UNCLEAN, ' ').trim();
}

/**
 * A foreign value as a text to compare. Objects and lists are none: `String` asks an object how it is written, and one that
 * came as JSON may hold a `toString` that cannot be called.
 *
 * @example asText(0)  //=> '0'
 */
export function asText(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value);
}

/** A foreign address, if it is one that a report may link to. Too long is left out: half an address leads nowhere. */
export function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && isWebAddress(text) ? text : undefined;
}

export function isWebAddress(text: string): boolean {
  return isCleanText(text, { shortest: 1, longest: LONGEST_URL }) && /^https?:\/\//i.test(text) && URL.canParse(text);
}
