import { AsyncLocalStorage } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { describeError } from './describe-error.ts';
import { logTo } from './log.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { shiftDate } from './shift-date.ts';

// The inside of a worker: what Lambda's Node runtime does around a bundle, for several invocations at a time.

const settings: WorkerSettings = workerData;
shiftDate(settings.clock);
const log = logTo(settings.logFile, (line) => tell({ type: 'error', line }));
const invocations = new AsyncLocalStorage<Record<symbol | string, unknown>>();
provideInvokeStore();

const handler = await load();
tell({ type: 'ready' });
parentPort?.on('message', (message: ToWorker) => void invoke(message));

async function load(): Promise<(event: unknown, context: unknown) => unknown> {
  const bundle: Record<string, unknown> = await import(pathToFileURL(settings.file).href);
  const exported = bundle[settings.handler];
  if (typeof exported === 'function') return (event, context) => exported(event, context);
  throw new Error(
    `${settings.file} exports no function ${settings.handler}; it exports ${Object.keys(bundle).join(', ')}`,
  );
}

async function invoke({ id, event, context, timeoutMs }: ToWorker): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const getRemainingTimeInMillis = () => Math.max(0, Math.floor(deadline - performance.now()));
  try {
    const run = () => handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    const result = await invocations.run({ [Symbol.for('_AWS_LAMBDA_REQUEST_ID')]: context.awsRequestId }, run);
    tell({ type: 'done', id, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const described = describeError(error);
    log(`${lineOf({ level: 'ERROR', message: 'Invoke Error', error: described })}\n`);
    tell({ type: 'failed', id, message: `${described.name}: ${described.message}` });
  }
}

/** As JSON, or as Node prints it when an error holds what JSON cannot. */
function lineOf(entry: unknown): string {
  try {
    return JSON.stringify(entry);
  } catch {
    return inspect(entry);
  }
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/**
 * What Lambda offers to libraries that keep something per invocation (Powertools, the SDK) where invocations overlap;
 * `AWS_LAMBDA_MAX_CONCURRENCY` tells them to use it.
 */
function provideInvokeStore(): void {
  const of = (key: string) => invocations.getStore()?.[Symbol.for(`_AWS_LAMBDA_${key}`)];
  const InvokeStore = {
    getContext: () => invocations.getStore(),
    hasContext: () => invocations.getStore() !== undefined,
    get: (key: symbol | string) => invocations.getStore()?.[key],
    set: (key: symbol | string, value: unknown) => Object.assign(invocations.getStore() ?? {}, { [key]: value }),
    run: <T>(context: Record<symbol | string, unknown>, action: () => T) => invocations.run(context, action),
    getRequestId: () => of('REQUEST_ID') ?? '-',
    getXRayTraceId: () => of('X_RAY_TRACE_ID'),
    getTenantId: () => of('TENANT_ID'),
    getTraceparent: () => of('TRACEPARENT'),
    getTracestate: () => of('TRACESTATE'),
    getBaggage: () => of('BAGGAGE'),
    isProtectedKey: () => false,
  };
  Object.assign(globalThis, { awslambda: { InvokeStore } });
}
