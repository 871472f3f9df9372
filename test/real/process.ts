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
  const guard = startGuard(child);
  child.once('exit', () => {
    guard.kill('SIGKILL');
    killGroup(child);
  });
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

/** Should the test itself be ended, by whatever, it no longer holds the guard's input: then nothing of it stays behind. */
function startGuard({ pid }: ChildProcess): ChildProcess {
  const script = 'read -r _; kill -s KILL -- "-$0"';
  return spawn('/bin/sh', ['-c', script, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody of the group is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
