import { batchOf, httpRequest, lambdaContext } from '../support/lambda.ts';
import { SECRET, SOURCE } from './bench-catalogue.ts';
import type { BusMessage, Meter, Usage } from './meter.ts';

/** What one function did for a number of webhooks. */
export interface Work {
  readonly usage: Usage;
  readonly invocations: number;
  /** Messages from its queue. */
  readonly messages: number;
  readonly durationMs: number;
  readonly logBytes: number;
}

export type WorkByFunction = Readonly<Record<FunctionName, Work>>;
export const FUNCTIONS = ['ingest', 'record', 'assess', 'improve'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

type Handler = (event: unknown, context: typeof lambdaContext) => Promise<unknown>;

/** The functions of the write path, loaded from their sources, with what the stack gives them as environment. */
export async function loadFunctions(environment: Readonly<Record<string, string>>) {
  Object.assign(process.env, environment, {
    POWERTOOLS_METRICS_NAMESPACE: 'Attain',
    POWERTOOLS_SERVICE_NAME: 'bench',
    ATTAIN_BUS: 'attain',
    ATTAIN_BODIES_BUCKET: 'bodies',
    ATTAIN_SECRET_PREFIX: SECRET,
  });
  const load = async (name: string): Promise<Handler> => (await import(`../../functions/${name}.ts`)).handler;
  const [ingest, record, assess, improve, sweep] = await Promise.all([...FUNCTIONS, 'sweep'].map(load));
  return { ingest, record, assess, improve, sweep } as Readonly<Record<FunctionName | 'sweep', Handler>>;
}

export type Functions = Awaited<ReturnType<typeof loadFunctions>>;

/** How many messages of its queue a function gets at once, at most: as in the stack. */
const BATCH: Readonly<Record<FunctionName, number>> = { ingest: 1, record: 25, assess: 10, improve: 10 };

/** Leads webhooks through all functions, one function after the other, each with batches as full as they get. */
export async function runPipeline(
  functions: Functions,
  { meter, secret }: { readonly meter: Meter; readonly secret: string },
  bodies: readonly string[],
): Promise<WorkByFunction> {
  const work = (name: FunctionName, events: readonly unknown[]) => run(meter, functions[name], batches(name, events));
  const ingest = await run(meter, functions.ingest, bodies.map(requestOf(secret)));
  const record = await work('record', told(ingest, 'DeliveryReceived'));
  const assess = await work('assess', told(record, 'ServiceStateChanged'));
  const improve = await work('improve', told(assess, 'SlaBreached'));
  return { ingest, record, assess, improve };
}

function told({ usage }: Work, type: string): readonly BusMessage[] {
  return usage.events.filter((event) => event['detail-type'] === type);
}

function requestOf(secret: string) {
  return (body: string): unknown =>
    httpRequest(`/webhooks/${SOURCE}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'user-agent': 'Alertmanager/0.27.0',
      },
      pathParameters: { source: SOURCE },
      body,
    });
}

function batches(name: FunctionName, messages: readonly unknown[]): unknown[] {
  const size = BATCH[name];
  const count = Math.ceil(messages.length / size);
  return Array.from({ length: count }, (_, index) =>
    batchOf(...(messages.slice(index * size, (index + 1) * size) as object[])),
  );
}

/** Invokes a function with one event after the other. @throws Error when it answers that something failed */
export async function run(meter: Meter, handler: Handler, events: readonly unknown[]): Promise<Work> {
  let durationMs = 0;
  const log = captureLog();
  try {
    const usage = await meter.during(async () => {
      for (const event of events) {
        const began = performance.now();
        mustBeWell(await handler(event, lambdaContext));
        durationMs += performance.now() - began;
      }
    });
    const messages = events.reduce((sum: number, event) => sum + recordsOf(event), 0);
    return { usage, invocations: events.length, messages, durationMs, logBytes: log.bytes() };
  } finally {
    log.end();
  }
}

function recordsOf(event: unknown): number {
  const { Records } = event as { Records?: readonly unknown[] };
  return Records?.length ?? 0;
}

function mustBeWell(answer: unknown): void {
  const { statusCode = 200, batchItemFailures = [] } = (answer ?? {}) as {
    statusCode?: number;
    batchItemFailures?: readonly unknown[];
  };
  if (statusCode >= 300 || batchItemFailures.length > 0) {
    throw new Error(`expected the function to do its work; it answered ${JSON.stringify(answer)}`);
  }
}

/** Counts what is printed, instead of printing it. */
function captureLog() {
  const write = process.stdout.write;
  let bytes = 0;
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
    return true;
  };
  return {
    bytes: () => bytes,
    end: () => {
      process.stdout.write = write;
    },
  };
}
