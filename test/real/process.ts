import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that a test started, and that ends with it. */
export interface RunningProcess {
  readonly pid: number;
  /** What it has printed so far, for the message when something goes wrong. */
  readonly output: () => string;
  /** Asks it to end, then makes it. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 5_000;

/**
 * Starts a program.
 *
 * @throws Error when it cannot be started, such as for not being installed
 */
export async function startProcess(command: string, args: readonly string[]): Promise<RunningProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  await once(child, 'spawn').catch((cause) => {
    throw new Error(`expected "${command}" to be installed, as .ci/run does; it cannot be started`, { cause });
  });
  // Should the test itself be ended from outside, nothing of it stays behind.
  const endWithTest = () => child.kill('SIGKILL');
  process.once('exit', endWithTest);
  child.once('exit', () => process.off('exit', endWithTest));
  return { pid: child.pid ?? 0, output: () => printed.join(''), stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(impatience);
}
