import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { minimalWith } from './minimal-catalogue.ts';

const PLACE = 'auth: { type: bearer, secret: attain/alerts }';
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms';

function sourceWith(lines: string) {
  return parseCatalogue(minimalWith(PLACE, lines), { file: 'catalogue.yaml' }).sources[0];
}

function problemsWith(lines: string): string[] {
  try {
    sourceWith(lines);
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^catalogue.yaml:\d+:\d+: /, ''));
  }
}

describe('how a source proves where a webhook comes from', () => {
  it.each([
    ['{ type: header, name: X-Api-Key, secret: s }', { type: 'header', name: 'x-api-key', secret: 's' }],
    ['{ type: path, secret: s }', { type: 'path', secret: 's' }],
    ['{ type: query, name: Key, secret: s }', { type: 'query', name: 'Key', secret: 's' }],
    ['{ type: svix, secret: s }', { type: 'svix', secret: 's' }],
    [`{ type: sns, topics: ["${TOPIC}"] }`, { type: 'sns', topics: [TOPIC] }],
    [
      '{ type: hmac, header: X-Sig, secret: s }',
      { type: 'hmac', header: 'x-sig', prefix: '', encoding: 'hex', secret: 's' },
    ],
    [
      '{ type: hmac, header: X-Sig, prefix: v1=, algorithm: sha512, signed: "{timestamp}{body}", timestamp: { prefix: t= }, tolerance: PT1H, secret: s }',
      {
        type: 'hmac',
        header: 'x-sig',
        prefix: 'v1=',
        encoding: 'hex',
        secret: 's',
        algorithm: 'sha512',
        signed: '{timestamp}{body}',
        timestamp: { prefix: 't=' },
        toleranceMs: 3_600_000,
      },
    ],
    [
      '{ type: hmac, header: X-Sig, signed: "{timestamp}:{body}", timestamp: { header: X-Time }, secret: s }',
      {
        type: 'hmac',
        header: 'x-sig',
        prefix: '',
        encoding: 'hex',
        secret: 's',
        signed: '{timestamp}:{body}',
        timestamp: { header: 'x-time' },
      },
    ],
  ])('is read of %s', (written, expected) => {
    expect(sourceWith(`auth: ${written}`)?.auth).toEqual(expected);
  });

  const TIMED = 'a text with {timestamp} where, and only where, timestamp says where it is';

  it.each([
    // A time that is not signed could be replaced by anyone, and then there would be no limit to a replay.
    ['timestamp: { header: X-Time }', 'signed', `${TIMED}, got nothing`],
    ['timestamp: { header: X-Time }, signed: "{body}"', 'signed', `${TIMED}, got "{body}"`],
    ['signed: "{timestamp}{body}"', 'signed', `${TIMED}, got "{timestamp}{body}"`],
    ['signed: "v0"', 'signed', 'a text with {body} once, got "v0"'],
    ['signed: "{body}{body}"', 'signed', 'a text with {body} once, got "{body}{body}"'],
    ['signed: "{id}{body}"', 'signed', 'no placeholders but {timestamp} and {body}, got "{id}{body}"'],
    ['tolerance: PT1H', 'tolerance', 'timestamp beside it, which says where the time of signing is, got "PT1H"'],
    ['timestamp: {}, signed: "{timestamp}{body}"', 'timestamp', 'either a header or a prefix, got a mapping'],
    ['algorithm: md5', 'algorithm', 'one of sha256, sha1, sha512, got "md5"'],
  ])('is refused for hmac with %s', (more, key, message) => {
    expect(problemsWith(`auth: { type: hmac, header: X-Sig, secret: s, ${more} }`)).toEqual([
      `sources[0].auth.${key}: expected ${message}`,
    ]);
  });

  it.each([
    'alarms',
    'arn:aws:sqs:eu-central-1:123456789012:alarms',
    `${TOPIC}:sub`,
    'arn:aws:sns:eu-central-1:1:alarms',
  ])('is refused for sns with topic %s', (topic) => {
    expect(problemsWith(`auth: { type: sns, topics: ["${topic}"] }`)[0]).toContain('expected the ARN of a topic');
  });
});

describe('where its webhooks may come from', () => {
  it('is a list of addresses and ranges, and not there unless it is said', () => {
    expect(sourceWith(`${PLACE}\n    allowFrom: [203.0.113.0/24, "2001:db8::/32"]`)?.allowFrom).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
    ]);
    expect(sourceWith(PLACE)).not.toHaveProperty('allowFrom');
  });

  it.each(['203.0.113.0/33', 'office', '10.0.0'])('is refused with %s', (range) => {
    expect(problemsWith(`${PLACE}\n    allowFrom: ["${range}"]`)).toEqual([
      `sources[0].allowFrom[0]: expected an address or a range such as 203.0.113.0/24 or 2001:db8::/32, got "${range}"`,
    ]);
  });
});
