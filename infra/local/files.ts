import { globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a whole file so that a crash leaves the old one or the new one, never half of it. Readable by its owner. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/** The file's text, or `undefined` when there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Renames each log of the folder that has grown larger than `bytes` to `….log.old`, in place of an older one. */
export function setAsideLarge(folder: string, bytes: number): void {
  for (const name of globSync('*.log', { cwd: folder })) {
    const file = join(folder, name);
    if (statSync(file).size > bytes) renameSync(file, `${file}.old`);
  }
}
