import { expect, it } from 'vitest';
import { isFromThisMachine } from '../../../infra/local/http/loopback.ts';

it.each([
  ['localhost', { host: 'localhost:4400' }, true],
  ['the address', { host: '127.0.0.1:4400' }, true],
  ['the address of version 6', { host: '[::1]:4400' }, true],
  ['a page of this machine', { host: 'localhost:4400', origin: 'http://localhost:3000' }, true],
  ['another name that leads here', { host: 'rebound.example.com:4400' }, false],
  ['a page from elsewhere', { host: 'localhost:4400', origin: 'https://example.com' }, false],
  ['a page without an origin to name', { host: 'localhost:4400', origin: 'null' }, false],
  ['no host', {}, false],
])('a request to %s is judged', (_name, headers, expected) => {
  expect(isFromThisMachine(headers)).toBe(expected);
});
