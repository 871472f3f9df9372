import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { FunctionError } from '../errors.ts';
import type { FromWorker, InvocationContext, ToWorker, WorkerSettings } from './messages.ts';

/** Invokes a function and gives what it answers. @throws FunctionError as the caller of a Lambda would see it */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly worker: WorkerSettings;
}

interface Invocation {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: FunctionError) => void;
  readonly timer: NodeJS.Timeout;
}

interface Environment {
  readonly worker: Worker;
  readonly invocations: Map<number, Invocation>;
}

/**
 * One Lambda function: its bundle in a worker thread with its own environment. The worker starts at the first
 * invocation and takes several at a time. An invocation that runs out of time fails, and no later one goes to that
 * worker: it ends as soon as its other invocations have.
 */
export class LocalFunction {
  readonly settings: FunctionSettings;
  readonly #report: (line: string) => void;
  readonly #retired = new Set<Environment>();
  #current: Environment | undefined;
  #count = 0;
  #running = 0;
  #closed = false;

  /** `report` gets each line of the function's log that is an error. */
  constructor(settings: FunctionSettings, report: (line: string) => void) {
    this.settings = settings;
    this.#report = report;
  }

  get running(): number {
    return this.#running;
  }

  /** Starts the worker ahead of the first invocation. */
  warm(): void {
    this.#current ??= this.#start();
  }

  async invoke(event: unknown): Promise<unknown> {
    this.#current ??= this.#start();
    const environment = this.#current;
    this.#running += 1;
    try {
      return await new Promise((resolve, reject) => this.#send(environment, event, { resolve, reject }));
    } finally {
      this.#running -= 1;
      if (this.#retired.has(environment)) this.#endIfDone(environment);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const environments = [...this.#retired, ...(this.#current ? [this.#current] : [])];
    await Promise.all(environments.map(({ worker }) => worker.terminate()));
  }

  #send(environment: Environment, event: unknown, { resolve, reject }: Omit<Invocation, 'timer'>): void {
    const { timeoutMs } = this.settings;
    this.#count += 1;
    const id = this.#count;
    const timer = setTimeout(() => this.#timeOut(environment, id), timeoutMs);
    environment.invocations.set(id, { resolve, reject, timer });
    const message: ToWorker = { id, event: JSON.stringify(event), context: contextOf(this.settings), timeoutMs };
    environment.worker.postMessage(message);
  }

  #start(): Environment {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: { ...this.settings.environment },
      workerData: this.settings.worker,
      name: this.settings.name,
      execArgv: [],
    });
    const environment = { worker, invocations: new Map<number, Invocation>() };
    worker.on('message', (message: FromWorker) => this.#hear(environment, message));
    worker.on('error', (error) => this.#crash(environment, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#crash(environment, new Error(`Runtime exited with ${code}`)));
    return environment;
  }

  #hear(environment: Environment, message: FromWorker): void {
    switch (message.type) {
      case 'done':
        this.#settle(environment, message.id, ({ resolve }) => resolve(JSON.parse(message.result)));
        break;
      case 'failed': {
        const error = new FunctionError(`${this.settings.name}: ${message.message}`);
        this.#settle(environment, message.id, ({ reject }) => reject(error));
        break;
      }
      case 'error':
        this.#report(message.line);
    }
  }

  #settle({ invocations }: Environment, id: number, answer: (invocation: Invocation) => void): void {
    const invocation = invocations.get(id);
    if (invocation === undefined) return;
    invocations.delete(id);
    clearTimeout(invocation.timer);
    answer(invocation);
  }

  #timeOut(environment: Environment, id: number): void {
    const { name, timeoutMs } = this.settings;
    const error = new FunctionError(`${name}: Task timed out after ${timeoutMs / 1000} seconds`);
    this.#report(error.message);
    this.#retire(environment);
    this.#settle(environment, id, ({ reject }) => reject(error));
  }

  /** An exception outside any invocation, or one while the bundle loads, ends the whole environment. */
  #crash(environment: Environment, cause: Error): void {
    this.#retire(environment);
    if (environment.invocations.size === 0) return;
    const error = new FunctionError(`${this.settings.name}: ${cause.message}`, { cause });
    if (!this.#closed) this.#report(error.message);
    for (const id of [...environment.invocations.keys()]) this.#settle(environment, id, ({ reject }) => reject(error));
  }

  #retire(environment: Environment): void {
    if (this.#current === environment) this.#current = undefined;
    this.#retired.add(environment);
  }

  #endIfDone(environment: Environment): void {
    if (environment.invocations.size > 0) return;
    this.#retired.delete(environment);
    void environment.worker.terminate();
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
