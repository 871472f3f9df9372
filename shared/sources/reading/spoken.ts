import { isObject, type JsonObject } from './json-object.ts';

/** Of a body that its user wrote for people, only its first texts are looked at, each in its beginning: a sentence stands there. */
const MOST_TEXTS = 100;
const LONGEST_TEXT = 2_000;
/** A card of a chat nests its texts this deep: an attachment, its content, a set of columns, and in each of them facts. */
const DEEPEST = 10;

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

/**
 * What a card of a chat tells in pairs of a name and a value, as the fields and facts of such cards do.
 *
 * @example pairsIn({ embeds: [{ fields: [{ name: 'Status', value: 'Down' }] }] })  //=> { Status: 'Down' }
 */
export function pairsIn(body: unknown, depth = 0): JsonObject {
  if (depth === DEEPEST || typeof body !== 'object' || body === null) return {};
  const parts: readonly unknown[] = Array.isArray(body) ? body : Object.values(body);
  const own = isObject(body) ? pairOf(body) : {};
  return Object.assign(own, ...parts.slice(0, MOST_TEXTS).map((part) => pairsIn(part, depth + 1)));
}

function pairOf({ name, title = name, value }: JsonObject): JsonObject {
  return typeof title === 'string' && typeof value === 'string' ? { [title]: value } : {};
}
