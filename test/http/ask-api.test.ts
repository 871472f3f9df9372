import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, askApi, MOST_BYTES } from '../../shared/http/ask-api.ts';
import { addressOf, closeServer } from '../support/dynalite.ts';

const servers: Server[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map(closeServer));
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return addressOf(server);
}

/** As fetch fails: what went wrong is the cause. */
function failedWith(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

describe('an API', () => {
  it('is asked with the credential, and answers with text', async () => {
    const url = await serve(({ headers, url: path }, response) => {
      response.end(`${path} ${headers.authorization} ä`);
    });
    const headers = { authorization: 'Bearer s3cret' };
    expect(await askApi({ url: `${url}/api?page=1`, headers, allowHttp: true })).toBe('/api?page=1 Bearer s3cret ä');
  });

  it('is not asked with what no header can hold, of which nothing is told', async () => {
    const asked = askApi({
      url: 'https://am.example.com/api?q=1',
      headers: { authorization: 'Bearer s3\ncret' },
      allowHttp: false,
    });
    const error = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(inspect(error, { depth: 9 })).not.toMatch(/s3|cret\b/);
    expect(error).toMatchObject({
      message: 'https://am.example.com/api: expected a credential that fits a header; got other characters',
      plain: 'the credential holds characters that no header may hold, such as the end of a line',
    });
  });

  it.each([
    [401, 'it refused the credential (status 401)'],
    [403, 'it refused the credential (status 403)'],
    [302, 'it sent us elsewhere (status 302), which is not followed'],
    [503, 'it answered with status 503'],
  ])('with status %i says in words: %s', async (status, plain) => {
    const url = await serve((_request, response) => void response.writeHead(status).end('Bearer s3cret'));
    await expect(askApi({ url, allowHttp: true })).rejects.toMatchObject({ plain });
  });

  it.each([
    [Object.assign(new Error('x'), { name: 'TimeoutError' }), 'it did not answer in time'],
    [failedWith('UND_ERR_CONNECT_TIMEOUT'), 'it did not answer in time'],
    [failedWith('ENOTFOUND'), 'its address has no entry in DNS (ENOTFOUND)'],
    [failedWith('CERT_HAS_EXPIRED'), 'its certificate is not accepted (CERT_HAS_EXPIRED)'],
    [failedWith('ECONNREFUSED'), 'it could not be reached, or broke off (ECONNREFUSED)'],
  ])('that does not answer (%s) says in words: %s', async (error, plain) => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(error);
    await expect(askApi({ url: 'https://am.example.com', allowHttp: false })).rejects.toMatchObject({ plain });
  });

  it('may have nothing, where that is an answer', async () => {
    const url = await serve((_request, response) => void response.writeHead(404).end());
    expect(await askApi({ url, allowHttp: true, mayBeMissing: true })).toBeUndefined();
    await expect(askApi({ url, allowHttp: true })).rejects.toThrow('expected status 200; got 404');
  });

  it.each([204, 302, 401, 500])('fails with status %i', async (status) => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(String(request.url));
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    await expect(askApi({ url: `${url}/api?q=long`, allowHttp: true, mayBeMissing: true })).rejects.toThrow(
      `${url}/api: expected status 200; got ${status}`,
    );
    expect(asked).toEqual(['/api?q=long']);
  });

  it('fails when its answer is too large', async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(MOST_BYTES + 1)));
    await expect(askApi({ url, allowHttp: true })).rejects.toThrow(`expected at most ${MOST_BYTES} bytes; got more`);
  });

  it('fails when its answer breaks off', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('[', () => response.destroy());
    });
    await expect(askApi({ url, allowHttp: true })).rejects.toThrow('expected an answer; got');
  });

  it('fails when nobody listens', async () => {
    const url = await serve(() => {});
    await closeServer(servers.pop() ?? createServer());
    await expect(askApi({ url, allowHttp: true })).rejects.toThrow(/expected an answer; got .*ECONNREFUSED/);
  });

  it('is not asked without encryption, unless that was allowed', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(String(request.url));
      response.end();
    });
    await expect(askApi({ url, allowHttp: false })).rejects.toThrow('expected https; got http:');
    expect(asked).toEqual([]);
  });
});
