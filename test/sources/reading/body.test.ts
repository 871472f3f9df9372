import { describe, expect, it } from 'vitest';
import { withBody } from '../../../shared/sources/reading/body.ts';
import { NOTHING } from '../../../shared/sources/reading/parsed.ts';

interface Sent {
  readonly body?: string;
  readonly type?: string;
  readonly query?: string;
}

function contentOf({ body = '', type, query }: Sent): unknown {
  let content: unknown = 'not read';
  const delivery = {
    source: 'test',
    type: 'test',
    body: Buffer.from(body),
    headers: type === undefined ? {} : { 'content-type': type },
    receivedAt: 0,
    ...(query !== undefined && { query }),
  };
  const { rejected } = withBody(delivery, (json) => {
    content = json;
    return NOTHING;
  });
  return rejected.length > 0 ? rejected : content;
}

const MULTIPART = [
  '--x-1',
  'Content-Disposition: form-data; name="data"',
  '',
  '{"msg":"two\r\nlines"}',
  '--x-1--',
  '',
].join('\r\n');

describe('a body', () => {
  it.each([
    ['JSON', { body: '{"a":1}', type: 'application/json' }, { a: 1 }],
    ['JSON as plain text', { body: '{"a":1}', type: 'text/plain; charset=UTF-8' }, { a: 1 }],
    ['JSON that calls itself a form', { body: '{"a":"b=c"}', type: 'application/x-www-form-urlencoded' }, { a: 'b=c' }],
    ['a list', { body: '[1,2]' }, [1, 2]],
    // The second is large, but a number that JavaScript holds.
    [
      'ids that no number holds',
      { body: '{"id":123456000007534005,"at":1791277950061000,"say":"[12345678901234567]\\" 9,-99999999999999999"}' },
      { id: '123456000007534005', at: 1_791_277_950_061_000, say: '[12345678901234567]" 9,-99999999999999999' },
    ],
    [
      'a form',
      { body: 'Status=Up&Name=a+b%20c', type: 'application/x-www-form-urlencoded' },
      { Status: 'Up', Name: 'a b c' },
    ],
    ['a form without a type', { body: 'Status=Up&Name=a' }, { Status: 'Up', Name: 'a' }],
    [
      'a form that holds JSON',
      { body: 'payload=%7B%22a%22%3A1%7D', type: 'application/x-www-form-urlencoded' },
      { a: 1 },
    ],
    ['plain text', { body: ' shop is down\n', type: 'text/plain; charset=utf-8' }, { text: 'shop is down' }],
    [
      'a subject in brackets',
      { body: '[PROBLEM] shop is down', type: 'text/plain' },
      { text: '[PROBLEM] shop is down' },
    ],
    [
      'a text that calls itself a form',
      { body: 'shop is down\nsince = 9', type: 'application/x-www-form-urlencoded' },
      { text: 'shop is down\nsince = 9' },
    ],
    [
      'a form with blanks',
      { body: 'Status=Down&Name=My shop', type: 'application/x-www-form-urlencoded' },
      { Status: 'Down', Name: 'My shop' },
    ],
    ['an object a line', { body: '{"a":1}\r\n{"a":2}\n' }, [{ a: 1 }, { a: 2 }]],
    ['an object on several lines', { body: '{"a":\n{"b":"}\\n{"}}' }, { a: { b: '}\n{' } }],
    ['a query string', { query: 'monitorID=7&alertType=1' }, { monitorID: '7', alertType: '1' }],
  ])('of %s is read', (_, sent, content) => {
    expect(contentOf(sent)).toEqual(content);
  });

  it('of several parts is read by the names of its fields', () => {
    const type = 'multipart/form-data; boundary=x-1';
    expect(contentOf({ body: MULTIPART.replace('two\r\nlines', 'one'), type })).toEqual({ msg: 'one' });
    // A line break in a text is no JSON: the field stays a text.
    expect(contentOf({ body: MULTIPART, type })).toEqual({ data: '{"msg":"two\r\nlines"}' });
  });

  it.each([
    ['nothing', ''],
    ['prose', 'down again'],
    ['half of an object', '{"a":'],
    ['an object and half of one', '{"a":1}\n{"a":'],
  ])('of %s is refused', (_, body) => {
    expect(contentOf({ body })).toEqual([
      { reason: 'unreadable', detail: expect.stringMatching(/^body: expected JSON; got/) },
    ]);
  });

  it('of more values than there is memory for is refused, in a list or in lines', () => {
    const tooMany = [{ reason: 'unreadable', detail: 'body: expected at most 150000 values; got more' }];
    expect(contentOf({ body: `[${'{},'.repeat(150_001)}{}]` })).toEqual(tooMany);
    expect(contentOf({ body: '{}\n'.repeat(150_002) })).toEqual(tooMany);
  });

  it('with a field named __proto__ changes no prototype', () => {
    const content = contentOf({ body: '__proto__=x&a=1' });
    expect(Object.keys(content as object)).toEqual(['__proto__', 'a']);
    expect({}).not.toHaveProperty('x');
  });
});
