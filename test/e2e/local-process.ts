import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../real/process.ts';
import { waitFor } from '../real/wait.ts';

/** `npm start` in a process of its own: one that can be killed, and started again on the same data. */
export interface LocalProcess {
  readonly url: string;
  readonly pid: number;
  readonly secret: (name: string) => string;
  /** Resolves once no message waits for a function and none runs. */
  readonly idle: () => Promise<void>;
  readonly setClock: (to: string) => Promise<void>;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Ends it as Ctrl-C does. */
  readonly stop: () => Promise<void>;
}

const START = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
const PATIENCE_MS = 60_000;

/** Starts it on a free port, with a catalogue and therefore without examples. */
export async function startLocalProcess(options: {
  readonly catalogue: string;
  readonly folder: string;
}): Promise<LocalProcess> {
  const { catalogue, folder } = options;
  const args = [START, '--port', '0', '--catalogue', catalogue, '--data', folder];
  const { pid, output, stop } = await startProcess(process.execPath, args);
  const ready = async () => /Overview +(http\S+)\//.exec(output())?.[1];
  const url = await waitFor('Attain to be ready', ready, { timeoutMs: PATIENCE_MS, context: output });
  return {
    url,
    pid,
    output,
    secret: (name) => JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))[name],
    idle: async () => void (await mustAnswer(`${url}/_local/idle`)),
    setClock: async (to) =>
      void (await mustAnswer(`${url}/_local/clock`, { method: 'POST', body: JSON.stringify({ now: to }) })),
    kill: async () => {
      process.kill(pid, 'SIGKILL');
      await stop();
    },
    stop,
  };
}

async function mustAnswer(url: string, request?: RequestInit): Promise<Response> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`expected 200 from ${url}; got ${response.status} ${await response.text()}`);
  return response;
}
