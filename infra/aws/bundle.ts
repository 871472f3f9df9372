import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { slimSdk } from './slim-sdk.ts';

export interface Bundle {
  /** The function's name, that of its file in `functions/` without the extension. */
  readonly name: string;
  /** The folder that becomes the Lambda's code; its `index.mjs` exports `handler`. */
  readonly folder: string;
  /** Size of the minified code, bytes. */
  readonly bytes: number;
}

/** The folder with `cdk.json`; every relative path of a setting starts here. */
export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles every file of `functions/` into a folder of its own below `outdir`. The same sources give the same bytes, so
 * that a deploy without a change changes nothing.
 *
 *   await bundleFunctions({ outdir: 'cdk.out/bundles' })
 *   //=> [{ name: 'assess', folder: 'cdk.out/bundles/assess', bytes: 301234 }, …]
 */
export async function bundleFunctions({
  outdir,
  source = join(projectRoot, 'functions'),
}: {
  readonly outdir: string;
  readonly source?: string;
}): Promise<readonly Bundle[]> {
  const names = functionNames(source);
  await build({
    ...options,
    entryPoints: names.map((name) => ({ in: join(source, `${name}.ts`), out: `${name}/index` })),
    outdir,
  });
  return names.map((name) => {
    const folder = join(outdir, name);
    return { name, folder, bytes: statSync(join(folder, 'index.mjs')).size };
  });
}

export function functionNames(source: string = join(projectRoot, 'functions')): readonly string[] {
  return readdirSync(source)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

const options = {
  absWorkingDir: projectRoot,
  bundle: true,
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  platform: 'node',
  target: 'node24',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // Packages' ES modules: half the size of their CommonJS, since what is not used falls away.
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('./lambda-credentials.ts', import.meta.url)),
    '@aws-sdk/middleware-endpoint-discovery': fileURLToPath(new URL('./no-endpoint-discovery.ts', import.meta.url)),
  },
  plugins: [slimSdk],
  // A few packages still bring CommonJS files that ask for Node's own modules.
  banner: {
    js: "import{createRequire as createRequire_}from'node:module';const require=createRequire_(import.meta.url);",
  },
} satisfies BuildOptions;
