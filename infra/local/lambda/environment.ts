import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { FunctionError } from '../errors.ts';
import type { FunctionSettings } from './function.ts';
import type { FromWorker, InvocationContext, ToWorker } from './messages.ts';

/** A laptop may be slow and Lambda's ten seconds short for it, but a bundle that hangs must not hang everything. */
const longestLoadMs = 60_000;

interface Invocation {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: FunctionError) => void;
  timer?: NodeJS.Timeout;
}

/**
 * A worker thread with a function's bundle, for several invocations at a time. When one runs out of time, or the thread
 * breaks, it takes no more: it is over as soon as the other invocations are.
 */
export class Environment {
  readonly #settings: FunctionSettings;
  readonly #worker: Worker;
  readonly #invocations = new Map<number, Invocation>();
  readonly #report: (line: string) => void;
  readonly #loading: NodeJS.Timeout;
  #count = 0;
  #isReady = false;
  #isOver = false;

  constructor(settings: FunctionSettings, report: (line: string) => void) {
    this.#settings = settings;
    this.#report = report;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: { ...settings.environment },
      workerData: settings.worker,
      name: settings.name,
      execArgv: [],
      // Short-lived objects of an SDK call die young; with room for them they are never copied.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => this.#break(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => this.#break(`Runtime exited with ${code}`));
    this.#loading = setTimeout(() => this.#break('the bundle was not loaded in time'), longestLoadMs);
  }

  /** How many invocations it has. */
  get load(): number {
    return this.#invocations.size;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @throws FunctionError when the function throws, runs out of time, or takes the thread down */
  invoke(event: unknown): Promise<unknown> {
    const { timeoutMs } = this.#settings;
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#invocations.set(id, { resolve, reject });
      if (this.#isReady) this.#startTimer(id);
      const message: ToWorker = { id, event: JSON.stringify(event), context: contextOf(this.#settings), timeoutMs };
      this.#worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#loading);
    await this.#worker.terminate();
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        clearTimeout(this.#loading);
        for (const id of this.#invocations.keys()) this.#startTimer(id);
        break;
      case 'done':
        this.#settle(message.id, ({ resolve }) => resolve(JSON.parse(message.result)));
        break;
      case 'failed':
        this.#settle(message.id, ({ reject }) => reject(this.#error(message.message)));
        break;
      case 'error':
        this.#report(message.line);
    }
  }

  #startTimer(id: number): void {
    const invocation = this.#invocations.get(id);
    if (invocation === undefined) return;
    invocation.timer = setTimeout(() => this.#timeOut(id), this.#settings.timeoutMs);
  }

  #timeOut(id: number): void {
    const message = `Task timed out after ${this.#settings.timeoutMs / 1000} seconds`;
    this.#report(message);
    this.#isOver = true;
    this.#settle(id, ({ reject }) => reject(this.#error(message)));
  }

  /** An exception outside any invocation, or one while the bundle loads, fails all of them. */
  #break(reason: string): void {
    if (this.#invocations.size > 0 && !this.#isOver) this.#report(reason);
    this.#isOver = true;
    for (const id of [...this.#invocations.keys()]) this.#settle(id, ({ reject }) => reject(this.#error(reason)));
  }

  #settle(id: number, answer: (invocation: Invocation) => void): void {
    const invocation = this.#invocations.get(id);
    if (invocation === undefined) return;
    this.#invocations.delete(id);
    clearTimeout(invocation.timer);
    answer(invocation);
    if (this.#isOver && this.#invocations.size === 0) void this.close();
  }

  #error(message: string): FunctionError {
    return new FunctionError(`${this.#settings.name}: ${message}`);
  }
}

function contextOf({ name, arn, memoryMb }: FunctionSettings): InvocationContext {
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
  };
}
