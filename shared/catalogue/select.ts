export interface Found {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * Every value at a pattern of keys in data of any shape, `*` standing for each entry of a list; what is not there is
 * left out.
 *
 * @example select({ services: [{ id: 'a' }, {}] }, 'services.*.id')  //=> [{ path: ['services', 0, 'id'], value: 'a' }]
 */
export function select(data: unknown, pattern: string): Found[] {
  return pattern
    .split('.')
    .reduce<Found[]>((found, part) => found.flatMap((it) => step(it, part)), [{ path: [], value: data }]);
}

function step({ path, value }: Found, part: string): Found[] {
  if (part === '*') {
    return Array.isArray(value) ? value.map((entry, index) => ({ path: [...path, index], value: entry })) : [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return [];
  return [{ path: [...path, part], value: Reflect.get(value, part) }];
}
