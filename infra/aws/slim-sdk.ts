import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Lets parts of the AWS SDK that no function uses fall out of the bundles: about 20 KB of each, more of SES. */
export const slimSdk: Plugin = {
  name: 'slim-sdk',
  setup(build) {
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
    build.onResolve({ filter: neverLoaded }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * What the SDK loads on demand, for streaming operations and for browsers, and so never here. Bundled, these would also
 * pin whatever they import.
 */
const neverLoaded = /^(@smithy\/core\/event-streams|bowser)$/;

/**
 * Schema files say `{ [_h]: ["PUT", …] }` with `const _h = "http"`. A bundler must keep an expression with a computed
 * key, for it might run code; with the text in place of the constant it may drop the operations nobody calls.
 *
 *   withPlainKeys('const _h = "http";\nx = { [_h]: 1 }')  //=> 'const _h = "http";\nx = { "http": 1 }'
 */
export function withPlainKeys(source: string): string {
  const texts = new Map([...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (texts.has(name) ? `${texts.get(name)}:` : key));
}
