import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Alarms } from '../../shared/aws/alarms.ts';
import { addressOf, closeServer } from '../support/dynalite.ts';

const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 200;
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end('{"MetricAlarms":[]}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', `${addressOf(server)}/_aws/cloudwatch`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeServer(server);
});

it('alarms are described by a signed call of that one operation', async () => {
  expect(await new Alarms().describe({ StateValue: 'ALARM' })).toBe('{"MetricAlarms":[]}');
  const [call] = heard;
  expect(call?.body).toBe('{"StateValue":"ALARM"}');
  expect(call?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
    'x-amz-security-token': 'session',
    host: new URL(addressOf(server)).host,
  });
  expect(call?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/monitoring\/aws4_request, SignedHeaders=content-type;host;.*, Signature=[0-9a-f]{64}$/,
  );
});

it('an answer that is not 200 is an error', async () => {
  status = 403;
  await expect(new Alarms().describe({})).rejects.toThrow('expected DescribeAlarms to answer 200; got 403');
});
