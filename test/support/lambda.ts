import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { HttpRequest } from '../../shared/aws/handler.ts';

/** The body of a message that a rule of the bus has put into a queue. */
export function busMessage(type: string, detail: object): object {
  return { version: '0', id: 'e', source: 'attain', 'detail-type': type, detail };
}

/** A batch of messages with the ids m1, m2 …; a text is a body as it is. */
export function batchOf(...bodies: readonly (object | string)[]): SQSEvent {
  return {
    Records: bodies.map((body, index) =>
      recordOf(`m${index + 1}`, typeof body === 'string' ? body : JSON.stringify(body)),
    ),
  };
}

/** The same batch after its first reader failed or was cut off. */
export function comingAgain({ Records }: SQSEvent, receives = 2): SQSEvent {
  return {
    Records: Records.map(({ attributes, ...record }) => ({
      ...record,
      attributes: { ...attributes, ApproximateReceiveCount: String(receives) },
    })),
  };
}

function recordOf(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: 'r',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
    awsRegion: 'eu-central-1',
  };
}

/** A request as the HTTP API hands it to a function. */
export function httpRequest(
  path: string,
  more: Partial<HttpRequest> & { readonly method?: string; readonly query?: Record<string, string> } = {},
): HttpRequest {
  const { method = 'GET', query, ...overrides } = more;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {},
    isBase64Encoded: false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'attain.example.com',
      domainPrefix: 'attain',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: '$default',
      stage: '$default',
      time: '14/Oct/2026:09:21:00 +0000',
      timeEpoch: 0,
    },
    ...(query !== undefined && { queryStringParameters: query }),
    ...overrides,
  };
}

/** What Lambda tells a function of an invocation. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:test',
  memoryLimitInMB: '256',
  awsRequestId: 'r',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 60_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
