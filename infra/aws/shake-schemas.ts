import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Lets unused operations fall out of the SDK clients: 60 KB of S3 and 45 KB of SES.
 *
 * Their schema files write `{ [_h]: ["PUT", …] }` with `const _h = "http"`. A bundler has to keep an expression with a
 * computed key, for it might run code. With the constant's text in its place the same object may be dropped.
 */
export const shakeSchemas: Plugin = {
  name: 'shake-schemas',
  setup(build) {
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** `const _h = "http"; x = { [_h]: 1 }` //=> `const _h = "http"; x = { "http": 1 }` */
export function withPlainKeys(source: string): string {
  const texts = new Map([...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
}
