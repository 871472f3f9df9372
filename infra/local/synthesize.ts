import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { LocalError } from './errors.ts';

export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url));

const sources = [
  'functions/**/*.ts',
  'shared/**/*.{ts,tsx,json}',
  'infra/aws/**/*.ts',
  'cdk.json',
  'package-lock.json',
];
/** Long enough to come back to a branch; each assembly takes eight megabytes. */
const keptMs = 3_600_000;

/**
 * The folder of a cloud assembly of this project. It is synthesized when a source, a setting or the catalogue has
 * changed since the last time, and else taken from the cache.
 *
 * @throws LocalError with what the synthesis found wrong
 */
export async function synthesized({ catalogue }: { readonly catalogue?: string } = {}): Promise<string> {
  const context = catalogue === undefined ? {} : { 'attain:catalogue': catalogue };
  const cache = join(projectRoot, '.attain', 'assemblies');
  const folder = join(cache, hashOf(catalogue ?? configuredCatalogue()));
  if (existsSync(folder)) return noteUse(folder);
  forgetOld(cache);
  const draft = `${folder}.${process.pid}.${Date.now()}.draft`;
  mkdirSync(draft, { recursive: true });
  await inThread({ outdir: draft, local: true, context }).catch((error) => {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  });
  // Two processes may have done the same work; the first one's counts.
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return noteUse(folder);
}

export function configuredCatalogue(): string {
  const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
  return join(projectRoot, context['attain:catalogue']);
}

function hashOf(catalogue: string): string {
  const hash = createHash('sha256').update(catalogue);
  const files = globSync(sources, { cwd: projectRoot }).sort();
  for (const file of files) hash.update(file).update(readFileSync(join(projectRoot, file)));
  if (existsSync(catalogue)) hash.update(readFileSync(catalogue));
  return hash.digest('hex').slice(0, 16);
}

/** Workers that start later will read it, so it stays as long as this process lives. */
function noteUse(folder: string): string {
  writeFileSync(join(folder, `${process.pid}.user`), '');
  return folder;
}

function forgetOld(cache: string): void {
  for (const name of globSync('*', { cwd: cache })) {
    const folder = join(cache, name);
    const users = globSync('*.user', { cwd: folder }).map((file) => Number.parseInt(file, 10));
    const isOld = statSync(folder).mtimeMs < Date.now() - keptMs;
    if (isOld && !users.some(isRunning)) rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** In a thread of its own, since the CDK brings 100 MB along that nobody needs afterwards. */
function inThread(options: unknown): Promise<void> {
  const worker = new Worker(new URL('./synthesize-thread.ts', import.meta.url), { workerData: options, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once('error', (cause) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      reject(new LocalError(`The stack cannot be synthesized.\n${reason}`, { cause }));
    });
    worker.once('exit', () => resolve());
  });
}
