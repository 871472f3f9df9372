import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that a test started, and that ends with it. */
export interface RunningProcess {
  readonly pid: number;
  /** What it has printed so far, for the message when something goes wrong. */
  readonly output: () => string;
  /** Asks it to end, then makes it. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
}

const PATIENCE_MS = 5_000;

/**
 * Starts a program, as the head of a process group: what it starts in its turn ends with it.
 *
 * @throws Error when it cannot be started, such as for not being installed
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProcess> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...env },
  });
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  await once(child, 'spawn').catch((cause) => {
    throw new Error(`expected "${command}" to be installed, as .ci/run does; it cannot be started`, { cause });
  });
  // Should the test itself be ended from outside, nothing of it stays behind.
  const endWithTest = () => killGroup(child);
  process.once('exit', endWithTest);
  child.once('exit', () => process.off('exit', endWithTest));
  return {
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    stop: () => end(child, () => child.kill('SIGTERM')),
    kill: () => end(child, () => killGroup(child)),
  };
}

async function end(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  ask();
  const impatience = setTimeout(() => killGroup(child), PATIENCE_MS);
  await ended;
  clearTimeout(impatience);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL');
}
