import { appendFileSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Sends what this thread prints to a file, as Lambda sends it to a log group, and passes on each line that is an error.
 * Written in one piece per turn of the event loop, since a busy function logs several lines per invocation.
 */
export function logTo(file: string, onError: (line: string) => void): (chunk: string) => void {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a');
  let pending = '';
  const flush = (): void => {
    appendFileSync(descriptor, pending);
    pending = '';
  };
  const write = (chunk: string): void => {
    if (pending === '') setImmediate(flush);
    pending += chunk;
    if (/"level":"(ERROR|CRITICAL)"|^Error\b/.test(chunk)) onError(chunk.trim());
  };
  const streamWrite = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  process.stdout.write = streamWrite;
  process.stderr.write = streamWrite;
  process.on('exit', flush);
  return write;
}
