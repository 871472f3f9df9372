import { availableParallelism } from 'node:os';
import { Environment } from './environment.ts';
import type { WorkerSettings } from './messages.ts';

/** Invokes a function and gives what it answers. @throws FunctionError as the caller of a Lambda would see it */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface FunctionSettings {
  readonly name: string;
  /** What people call it, and its log. */
  readonly label: string;
  readonly arn: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly worker: WorkerSettings;
}

/** The database and the HTTP server keep a core busy: a second worker per function only helps where there are more. */
const mostEnvironments = availableParallelism() > 2 ? 2 : 1;
/** From so many invocations at once a second worker is worth its start. */
const busyFrom = 8;

/** One Lambda function. Its first worker starts with its first invocation. */
export class LocalFunction {
  readonly settings: FunctionSettings;
  readonly #report: (line: string) => void;
  /** The last ones may be over and only wait for their other invocations. */
  readonly #environments = new Set<Environment>();
  #running = 0;
  #invocations = 0;

  /** `report` gets each line of the function's log that is an error. */
  constructor(settings: FunctionSettings, report: (line: string) => void) {
    this.settings = settings;
    this.#report = report;
  }

  get running(): number {
    return this.#running;
  }

  /** How many there were so far. */
  get invocations(): number {
    return this.#invocations;
  }

  async invoke(event: unknown): Promise<unknown> {
    this.#running += 1;
    this.#invocations += 1;
    try {
      return await this.#leastBusy().invoke(event);
    } finally {
      this.#running -= 1;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.close()));
  }

  #leastBusy(): Environment {
    for (const environment of this.#environments) {
      if (environment.isOver && environment.load === 0) this.#environments.delete(environment);
    }
    const open = [...this.#environments].filter(({ isOver }) => !isOver);
    const [least] = open.sort((a, b) => a.load - b.load);
    const isEnough = least !== undefined && (open.length >= mostEnvironments || least.load < busyFrom);
    return isEnough ? least : this.#start();
  }

  #start(): Environment {
    const environment = new Environment(this.settings, this.#report);
    this.#environments.add(environment);
    return environment;
  }
}
