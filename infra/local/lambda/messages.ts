/** What a worker is started with. */
export interface WorkerSettings {
  /** The bundle, and the name of the function that it exports. */
  readonly file: string;
  readonly handler: string;
  /** The clock's offset in milliseconds, one 64-bit integer. */
  readonly clock: SharedArrayBuffer;
  readonly logFile: string;
}

export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
}

/** One invocation; the event is JSON text, which crosses threads faster than an object and loses what Lambda loses. */
export interface ToWorker {
  readonly id: number;
  readonly event: string;
  readonly context: InvocationContext;
  readonly timeoutMs: number;
}

export type FromWorker =
  /** The bundle is loaded; the time that this took does not count for an invocation. */
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly id: number; readonly result: string }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  /** A line of the log that people should see at once. */
  | { readonly type: 'error'; readonly line: string };
