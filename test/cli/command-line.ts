import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { run } from '../../cli/run.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in the project's folder, at the end of the examples. */
export async function attain(argv: readonly string[], io: Partial<Io> & { input?: string } = {}): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    stdin: streamOf(io.input ?? ''),
    out: (text) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    terminal: false,
    env: {},
    cwd: process.cwd(),
    now: () => Date.UTC(2026, 10, 19, 12),
    sleep: async () => {},
    untilInterrupted: () => new AbortController().signal,
    fetch: async () => {
      throw new Error('no network in this test');
    },
    ask: async () => {
      throw new Error('no question in this test');
    },
    ...io,
  });
  return { code, out, err };
}

async function* streamOf(text: string): AsyncGenerator<string> {
  yield text;
}

/** A folder with files that is gone after `work`. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string>>,
  work: (cwd: string) => Promise<Result>,
): Promise<Result> {
  const cwd = mkdtempSync(join(tmpdir(), 'attain-cli-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    return await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
