import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Bundle, bundleFunctions } from '../../infra/aws/bundle.ts';
import { type BenchOptions, type BenchTable, median } from './table.ts';

/** The size of each Lambda's code, and how long a fresh Node takes to import it: most of a cold start that is ours. */
export async function bundles({ quick }: BenchOptions): Promise<readonly BenchTable[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'attain-bundles-'));
  try {
    const built = await bundleFunctions({ outdir });
    const rows: string[][] = [];
    for (const bundle of built) rows.push(await measured(bundle, quick ? 2 : 5));
    return [
      {
        title: 'Bundle of each function',
        columns: ['function', 'KB minified', 'of 500 KB', 'import ms'],
        rows,
        notes: [
          'KB are 1,000 bytes. Import: median over fresh processes, from the first line of a module to all of it.',
        ],
      },
    ];
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const LIMIT_BYTES = 500_000;

async function measured({ name, folder, bytes }: Bundle, samples: number): Promise<string[]> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) times.push(await importMs(join(folder, 'index.mjs')));
  return [name, (bytes / 1000).toFixed(0), `${((100 * bytes) / LIMIT_BYTES).toFixed(0)} %`, median(times).toFixed(0)];
}

const ENVIRONMENT = {
  ATTAIN_TABLE: 'table',
  ATTAIN_BUS: 'bus',
  AWS_REGION: 'us-east-1',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Attain',
  POWERTOOLS_SERVICE_NAME: 'bench',
};

async function importMs(file: string): Promise<number> {
  const script = `const began = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - began));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
}
