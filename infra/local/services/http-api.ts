import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Answer, Request } from '../http/aws-call.ts';
import { json } from '../http/aws-call.ts';
import type { Place } from '../template/names.ts';
import type { Route } from './http-routes.ts';

/** API Gateway takes 10 MB, Lambda 6 MB of event; the event is what counts behind an HTTP API. */
export const largestBody = 6 * 1024 * 1024;

interface Setting {
  readonly place: Place;
  readonly clock: Clock;
}

/** The route that a request takes, and the parameters in its path. */
export function findRoute(routes: readonly Route[], { method, path }: Pick<Request, 'method' | 'path'>) {
  for (const route of routes) {
    const parameters = route.match(method, path);
    if (parameters !== undefined) return { route, parameters };
  }
  return undefined;
}

/** Invokes the route's function with the request as an event of payload format 2.0, and answers what it says. */
export async function callRoute(
  { route, parameters }: NonNullable<ReturnType<typeof findRoute>>,
  request: Request,
  setting: Setting,
): Promise<Answer> {
  if (!isDecodable(request.path)) return json({ message: 'Bad Request' }, 400);
  try {
    return answerOf(await route.invoke(eventOf(request, { route, parameters, ...setting })));
  } catch {
    // The function's own log, and the terminal, have what went wrong; the caller learns what AWS would say.
    return json({ message: 'Internal Server Error' }, 500);
  }
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function eventOf(
  { method, path, query, headers, body }: Request,
  {
    route,
    parameters,
    place,
    clock,
  }: Setting & { readonly route: Pick<Route, 'key' | 'apiId'>; readonly parameters: Readonly<Record<string, string>> },
): Record<string, unknown> {
  const { cookie, ...rest } = headers;
  const isText = isTextual(String(headers['content-type'] ?? ''), headers['content-encoding']) && isUtf8(body);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, [value].flat().join(',')])),
    ...(query !== '' && { queryStringParameters: parametersOf(query) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: decoded(parameters) }),
    requestContext: {
      accountId: place.account,
      apiId: route.apiId,
      domainName: headers.host ?? '',
      domainPrefix: route.apiId,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      timeEpoch: clock.now(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** What API Gateway hands on as text; all else, and what is not valid UTF-8, goes as Base64 so that no byte changes. */
function isTextual(contentType: string, contentEncoding: string | undefined): boolean {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') return false;
  return /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml))\b)/i.test(contentType);
}

function parametersOf(query: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = name in values ? `${values[name]},${value}` : value;
  }
  return values;
}

function decoded(parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]));
}

interface Response {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** A value without a status is the body of a 200 in JSON, as API Gateway infers it. */
export function answerOf(value: unknown): Answer {
  const response: Response = typeof value === 'object' && value !== null ? value : {};
  if (response.statusCode === undefined) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof value === 'string' ? value : JSON.stringify(value),
    };
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = response;
  const lowerCase = Object.entries(headers).map(([name, each]) => [name.toLowerCase(), String(each)] as const);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(lowerCase),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}
