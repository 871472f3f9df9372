import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { logger, metrics } from './powertools.ts';

/** What every function has around it: structured logs with the request id, and metrics flushed at the end. */
export function handler<Event, Result>(work: (event: Event, context: Context) => Promise<Result>) {
  // The service's own time-out decides, not middy's early one: a queue's batch must not be cut short.
  return middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { clearState: true }))
    .use({ after: publishMetrics, onError: publishMetrics })
    .handler(work);
}

// Powertools' own middleware warns of each run that had nothing to count, such as each webhook that went well.
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

export type HttpRequest = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** A function behind the HTTP API. */
export function httpHandler(answer: (request: HttpRequest) => Promise<HttpAnswer>) {
  return handler<HttpRequest, HttpAnswer>(answer);
}

/**
 * A function behind a queue that works message by message: the failed ones, and only they, come again. When all fail
 * the error is thrown, which brings all of them again.
 */
export function messageHandler(work: (body: unknown) => Promise<void>) {
  const processor = new BatchProcessor(EventType.SQS, { logger });
  return handler<SQSEvent, SQSBatchResponse>((event, context) =>
    processPartialResponse(event, async (record: SQSRecord) => await work(JSON.parse(record.body)), processor, {
      context,
    }),
  );
}

/** A message of a batch that is worked on as a whole. */
export interface Message {
  readonly id: string;
  readonly body: unknown;
  /** How often it came, this time included: whoever had it before failed, or was cut off. */
  readonly receives: number;
}

/**
 * A function behind a queue that works on a batch at once and answers with the ids of the messages that failed; one that
 * is no JSON fails alone. Whatever the work throws fails the whole batch. The work may ask how many ms it has left.
 */
export function batchHandler(
  work: (messages: readonly Message[], remainingMs: () => number) => Promise<readonly string[]>,
) {
  return handler<SQSEvent, SQSBatchResponse>(async ({ Records }, context) => {
    const read = Records.map(({ messageId: id, body, attributes }) => {
      return { id, body: jsonOf(body), receives: Number(attributes.ApproximateReceiveCount) };
    });
    const unreadable = read.filter(({ body }) => body === undefined).map(({ id }) => id);
    const readable = read.filter(({ body }) => body !== undefined);
    const failed = await work(readable, () => context.getRemainingTimeInMillis());
    return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    logger.error('A message is no JSON', { error: error as Error });
    return undefined;
  }
}

/** The detail of a bus event as a queue carries it; undefined for any other message, such as a schedule's. */
export function busDetail(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== 'object' || body === null || !('detail' in body)) return undefined;
  const { detail } = body;
  return typeof detail === 'object' && detail !== null ? { ...detail } : undefined;
}
