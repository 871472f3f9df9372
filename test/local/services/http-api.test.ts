import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { answerOf, callRoute, eventOf, findRoute } from '../../../infra/local/services/http-api.ts';
import { routesOf } from '../../../infra/local/services/http-routes.ts';
import { Stack } from '../../../infra/local/template/stack.ts';
import { parseTemplate } from '../../../infra/local/template/template.ts';
import { pipeline, route } from '../fixture.ts';

const place = { stackName: 'Tiny', region: 'eu-central-1', account: '000000000000', url: 'http://127.0.0.1:4400' };
const request = { method: 'POST', path: '/hooks/a', query: '', headers: {}, body: Buffer.from('') };

function event(changed: Partial<typeof request> = {}, parameters: Readonly<Record<string, string>> = {}) {
  const key = 'POST /hooks/{source}';
  return eventOf({ ...request, ...changed }, { route: { key, apiId: 'api' }, parameters, place, clock: new Clock() });
}

describe('an event of payload format 2.0', () => {
  it('carries JSON as text', () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(event({ headers, body: Buffer.from('{"a":"é"}') })).toMatchObject({
      body: '{"a":"é"}',
      isBase64Encoded: false,
    });
  });

  it.each([
    ['of a binary type', { 'content-type': 'application/octet-stream' }, Buffer.from([0, 255])],
    ['of no type', {}, Buffer.from('x')],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }, Buffer.from('a=1')],
    ['that is compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, Buffer.from([31, 139])],
    ['that says JSON and is not UTF-8', { 'content-type': 'application/json' }, Buffer.from([123, 0xff, 125])],
  ])('carries a body %s as Base64', (_name, headers, body) => {
    expect(event({ headers, body })).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  it('keeps every byte of a text, a byte order mark too', () => {
    const body = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x0d, 0x0a, 0x7d]);
    const { body: text } = event({ headers: { 'content-type': 'application/json' }, body });
    expect(Buffer.from(String(text))).toEqual(body);
  });

  it('has no body when none was sent', () => {
    expect(event()).not.toHaveProperty('body');
  });

  it('has headers in lower case, cookies apart, and the query both raw and by name', () => {
    const made = event({ headers: { 'x-a': '1', cookie: 'a=1; b=2' } as object, query: 'q=a%20b&q=c&r=' });
    expect(made).toMatchObject({
      headers: { 'x-a': '1' },
      cookies: ['a=1', 'b=2'],
      rawQueryString: 'q=a%20b&q=c&r=',
      queryStringParameters: { q: 'a b,c', r: '' },
    });
  });

  it('names the route, the path as sent, and its parameters decoded', () => {
    expect(event({ path: '/hooks/a%20b' }, { source: 'a%20b' })).toMatchObject({
      version: '2.0',
      routeKey: 'POST /hooks/{source}',
      rawPath: '/hooks/a%20b',
      pathParameters: { source: 'a b' },
      requestContext: { http: { method: 'POST', path: '/hooks/a%20b', sourceIp: '127.0.0.1' }, stage: '$default' },
    });
  });
});

describe('an answer', () => {
  it('has the status, headers, cookies and body that the function says', () => {
    const said = { statusCode: 201, headers: { 'X-A': 1 }, cookies: ['a=1'], body: 'made' };
    expect(answerOf(said)).toMatchObject({ status: 201, headers: { 'x-a': '1', 'set-cookie': ['a=1'] }, body: 'made' });
  });

  it('may be bytes', () => {
    expect(answerOf({ statusCode: 200, body: 'AP8=', isBase64Encoded: true }).body).toEqual(Buffer.from([0, 255]));
  });

  it('without a status is JSON of the value', () => {
    expect(answerOf({ a: 1 })).toMatchObject({ status: 200, body: '{"a":1}' });
  });
});

describe('a call', () => {
  it.each(['/%', '/hooks/%zz', '/services/%E0%A4%A'])(
    'of a path that cannot be decoded (%s) is a bad request',
    async (path) => {
      const route = {
        key: '$default',
        apiId: 'api',
        authorized: false,
        match: () => ({}),
        invoke: async () => ({ statusCode: 200 }),
      };
      const answer = await callRoute({ route, parameters: {} }, { ...request, path }, { place, clock: new Clock() });
      expect(answer.status).toBe(400);
    },
  );
});

describe('a route', () => {
  const keys = ['$default', 'ANY /hooks/{source}', 'POST /hooks/{source}', 'GET /{proxy+}', 'GET /hooks/own', 'GET /'];
  const routes = keys.map((key, index) => route(`Route${index}`, { key, to: 'Keep' }));
  const stack = new Stack(parseTemplate({ Resources: Object.assign({}, pipeline, ...routes) }), place);
  const sorted = routesOf(stack, { named: () => ({ invoke: async () => null }) });

  it.each([
    ['GET', '/', 'GET /', {}],
    ['GET', '/hooks/own', 'GET /hooks/own', {}],
    ['POST', '/hooks/a', 'POST /hooks/{source}', { source: 'a' }],
    ['PATCH', '/hooks/a', 'ANY /hooks/{source}', { source: 'a' }],
    ['GET', '/a/b', 'GET /{proxy+}', { proxy: 'a/b' }],
    ['DELETE', '/', '$default', {}],
    ['PUT', '/keep/7', 'PUT /keep/{id}', { id: '7' }],
  ])('for %s %s is %s', (method, path, key, parameters) => {
    const found = findRoute(sorted, { method, path });
    expect([found?.route.key, found?.parameters]).toEqual([key, parameters]);
  });
});
