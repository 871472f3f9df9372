import { isObject } from '../../shared/sources/reading/json-object.ts';
import type { Packed } from '../../shared/sources/reading/watch.ts';

/** A plain value of a payload that was looked at: a text, a number, a boolean or null. */
export interface Used {
  /** Where it stands, such as `alerts[0].labels.service`. */
  readonly path: string;
  readonly value: unknown;
}

/** A value to be read in place of the one that stands at a path; undefined as if there were none. */
export interface Otherwise {
  readonly path: string;
  readonly value: string | undefined;
}

/** Notes which plain values are read of the contents handed to it, each path once, in the order of reading. */
export class Recording {
  private readonly values = new Map<string, unknown>();
  // The same part is the same stand-in each time: parsers compare.
  private readonly standIns = new WeakMap<object, unknown>();
  private readonly otherwise: Otherwise | undefined;

  /** @param otherwise what reads otherwise than it stands there */
  constructor(otherwise?: Otherwise) {
    this.otherwise = otherwise;
  }

  get used(): readonly Used[] {
    return [...this.values].map(([path, value]) => ({ path, value }));
  }

  /** The path of what was packed in a place or in a text that was read before; empty for the delivery as a whole. */
  pathTo(packed: Packed): string {
    if ('place' in packed) return packed.place === 'body' ? '' : packed.place;
    const read = [...this.values].findLast(([, value]) => value === packed.text);
    return read?.[0] ?? '';
  }

  /** What the content is, once noted; of an object or a list a stand-in. */
  of(content: unknown, path: string): unknown {
    if (!isObject(content) && !Array.isArray(content)) return this.noted(content, path);
    const standIn = this.standIns.get(content) ?? this.standIn(content, path);
    this.standIns.set(content, standIn);
    return standIn;
  }

  /** A stand-in that behaves as the object or list does, and tells what is read of it. */
  standIn<Content extends object>(content: Content, path: string): Content {
    return new Proxy(content, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        return typeof key === 'symbol' || !Object.hasOwn(target, key) || isLength(target, key)
          ? value
          : this.of(value, pathOf(path, key, Array.isArray(target)));
      },
    });
  }

  private noted(value: unknown, path: string): unknown {
    if (path !== '') this.values.set(path, value);
    return this.otherwise !== undefined && path === this.otherwise.path ? this.otherwise.value : value;
  }
}

function isLength(target: object, key: string): boolean {
  return Array.isArray(target) && key === 'length';
}

/** `pathOf('alerts', '0', true)  //=> 'alerts[0]'`; what is no plain word stands in quotes. */
function pathOf(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
