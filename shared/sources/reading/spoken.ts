import { isObject } from './json-object.ts';

/** Of a body that its user wrote for people, only its first texts are looked at, each in its beginning: a sentence stands there. */
const MOST_TEXTS = 100;
const LONGEST_TEXT = 2_000;
/** A card of a chat nests its texts this deep. */
const DEEPEST = 6;

/**
 * What the sentences of a sender say, wherever they stand in a body that its user wrote for people, such as a message to a chat: the
 * match of the first pattern that any text fits.
 *
 * @param patterns each without backtracking that grows faster than the text: the texts are foreign
 * @example spokenIn({ embeds: [{ title: 'shop is down' }] }, [/^(.+) is (up|down)$/])?.[1]  //=> 'shop'
 */
export function spokenIn(body: unknown, patterns: readonly RegExp[]): RegExpExecArray | undefined {
  const texts = textsIn(body).slice(0, MOST_TEXTS);
  for (const pattern of patterns) {
    const match = texts.map((text) => pattern.exec(text)).find((it) => it !== null);
    if (match) return match;
  }
  return undefined;
}

/** The texts of a body in their order, each cut to the length that is looked at. */
export function textsIn(body: unknown, depth = 0): readonly string[] {
  if (typeof body === 'string') return [body.slice(0, LONGEST_TEXT).trim()];
  if (depth === DEEPEST) return [];
  if (Array.isArray(body)) return body.slice(0, MOST_TEXTS).flatMap((part) => textsIn(part, depth + 1));
  return isObject(body)
    ? Object.values(body)
        .slice(0, MOST_TEXTS)
        .flatMap((part) => textsIn(part, depth + 1))
    : [];
}
