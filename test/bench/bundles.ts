import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Bundle, bundleFunctions } from '../../infra/aws/bundle.ts';
import { median } from './quantile.ts';
import { number, type Row, type Section } from './section.ts';

const LIMIT_BYTES = 500_000;

/** The size of each Lambda's code, and how long a fresh Node takes to import it: most of a cold start that is ours. */
export const bundles: Section = {
  title: 'Bundle of each function',
  about: 'Minified, KB of 1,000 bytes. Import: the module with all its imports, median over fresh processes.',
  columns: ['function', 'KB', 'of 500 KB', 'import ms'],
  rows: async ({ quick }) => {
    const outdir = mkdtempSync(join(tmpdir(), 'attain-bundles-'));
    try {
      const rows: Row[] = [];
      for (const bundle of await bundleFunctions({ outdir })) rows.push(await measured(bundle, quick ? 2 : 5));
      return rows;
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  },
};

async function measured({ name, folder, bytes }: Bundle, samples: number): Promise<Row> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) times.push(await importMs(join(folder, 'index.mjs')));
  return [name, number(bytes / 1000), `${number((100 * bytes) / LIMIT_BYTES)} %`, number(median(times))];
}

const ENVIRONMENT = {
  ATTAIN_TABLE: 'table',
  ATTAIN_BUS: 'bus',
  ATTAIN_BODIES_BUCKET: 'bodies',
  ATTAIN_REPORTS_BUCKET: 'reports',
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
