import { keyword } from './fields.ts';
import { isObject, type JsonObject } from './json-object.ts';

/** How deep the forms lie that carry another sender's word: `data`, its `details`, and in them the thing. */
const DEEPEST = 3;

/**
 * The outermost object in a body that has a key of each group, in whatever lies around it. Keys as keywords.
 *
 * @example objectWith({ data: { PID: 7, State: 'OPEN' } }, ['pid'], ['state'])  //=> { PID: 7, State: 'OPEN' }
 */
export function objectWith(body: JsonObject, ...groups: readonly (readonly string[])[]): JsonObject | undefined {
  let level: readonly JsonObject[] = [body];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    const found = level.find((object) => hasEach(object, groups));
    if (found !== undefined) return found;
    level = level.flatMap((object) => Object.values(object)).filter(isObject);
  }
  return undefined;
}

function hasEach(object: JsonObject, groups: readonly (readonly string[])[]): boolean {
  const names = new Set(Object.keys(object).map(keyword));
  return groups.every((group) => group.some((name) => names.has(name)));
}
