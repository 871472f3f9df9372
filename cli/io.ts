import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';

/** What a command may touch besides files: passed in, so that tests run commands in process. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly out: (text: string | Uint8Array) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches: then there is colour, progress and a question to answer. */
  readonly interactive: boolean;
  /** Whether a terminal shows what is written, which would obey what is in it. */
  readonly terminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that file names are relative to. */
  readonly cwd: string;
  readonly now: () => number;
  /** Ends early when it is told to stop. */
  readonly sleep: (ms: number, stop?: AbortSignal) => Promise<void>;
  /** Is aborted by Ctrl-C, which then no longer ends the process by itself. */
  readonly untilInterrupted: () => AbortSignal;
  readonly fetch: typeof fetch;
  readonly ask: (question: string) => Promise<string>;
}

export function processIo(): Io {
  // A reader such as `head` that has seen enough is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    stdin: process.stdin,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stdout.isTTY && process.stderr.isTTY && process.env.NO_COLOR === undefined,
    terminal: process.stdout.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    sleep,
    untilInterrupted,
    fetch,
    ask,
  };
}

async function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: stop });
  } catch (error) {
    if (stop?.aborted !== true) throw error;
  }
}

function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await prompt.question(question);
  } finally {
    prompt.close();
  }
}
