import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { generic } from '../../../shared/sources/generic.ts';
import { keptHeaders } from '../../../shared/sources/kept-headers.ts';
import { readAs } from '../../../shared/sources/parse-delivery.ts';
import { MOST_UNPACKED_BYTES } from '../../../shared/sources/reading/content-coding.ts';
import { attain } from '../../cli/command-line.ts';

const BEAT = '{"kind":"heartbeat","feed":"p","at":"2026-10-01T00:00:00Z","every":"PT1M"}';
const SIGNAL = { kind: 'heartbeat', feed: 'p', at: Date.UTC(2026, 9, 1), every: 60_000 };

/** The same, packed by other programs: gzip and zlib of Python, zstd, brotli. */
const PACKED = {
  gzip: 'H4sIAAAAAAACA6tWys7MS1GyUspITSwqSUpNLFHSUUpLTQUJFQCZQL6VkpGBkZmuoYGugWGIgYEVGEUB5VLLUosqgdIBIYa+SrUAn1ON0EoAAAA=',
  zlib: 'eJyrVsrOzEtRslLKSE0sKklKTSxR0lFKS00FCRUAmUC+lZKRgZGZrqGBroFhiIGBFRhFAeVSy1KLKoHSASGGvkq1AB0KFCk=',
  raw: 'q1bKzsxLUbJSykhNLCpJSk0sUdJRSktNBQkVAJlAvpWSkYGRma6hga6BYYiBgRUYRQHlUstSiyqB0gEhhr5KtQA=',
  zstd: 'KLUv/SRKLQIAEoQOFoBrOtjXxIqlmEXLjiOqD6+dU+BgRkfPgWLCeePKdPSQiExhQpWAhev8tdFLa4x+rcRzrcd5oSDJTgIAddKwYI4BJ3E7Mg==',
  br: 'G0kA4J0HdiyYGGFurXuSI2ROTyi4vRSBiUkWnT5wyCF9iwPPTrnBAXMBhoUBNYBeg1GnVi2XUqg0HZEgMzUoVgJloIejLdWjgzt8Bg==',
};

const bytes = (base64: string) => Buffer.from(base64, 'base64');

function read(body: Uint8Array, coding?: string) {
  const headers = keptHeaders('generic', { 'Content-Type': 'application/json', 'Content-Encoding': coding });
  return readAs(
    generic,
    { source: 's', type: 'generic', headers, body, receivedAt: Date.UTC(2026, 10, 1) },
    { feed: 's' },
  );
}

describe('a body that is packed', () => {
  it.each([
    ['gzip', PACKED.gzip],
    ['GZIP', PACKED.gzip],
    ['x-gzip', PACKED.gzip],
    ['deflate', PACKED.zlib],
    ['deflate', PACKED.raw],
    ['br', PACKED.br],
    ['zstd', PACKED.zstd],
    [' identity , gzip', PACKED.gzip],
  ])('by %s is unpacked', (coding, body) => {
    expect(read(bytes(body), coding)).toEqual({ signals: [SIGNAL], rejected: [] });
  });

  it('by one coding after the other is unpacked from the last one named', () => {
    expect(read(gzipSync(bytes(PACKED.br)), 'br, gzip').signals).toEqual([SIGNAL]);
    expect(read(gzipSync(bytes(PACKED.br)), 'gzip, br').rejected).toMatchObject([{ reason: 'unreadable' }]);
  });

  it('is read as it is where a proxy has unpacked it and left the header', () => {
    for (const coding of ['gzip', 'deflate', 'br', 'zstd']) {
      expect(read(Buffer.from(` ${BEAT}`), coding).signals, coding).toEqual([SIGNAL]);
    }
  });

  it('as a form is read as one', () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' };
    const body = gzipSync(`payload=${encodeURIComponent(BEAT)}`);
    const delivery = { source: 's', type: 'generic', headers, body, receivedAt: Date.UTC(2026, 10, 1) };
    expect(readAs(generic, delivery, { feed: 's' })).toEqual(
      generic.parse(
        {
          ...delivery,
          headers: { 'content-type': headers['content-type'] },
          body: Buffer.from(`payload=${encodeURIComponent(BEAT)}`),
        },
        { feed: 's' },
      ),
    );
  });

  it('is unpacked up to 16 MiB, and set aside with the reason beyond', () => {
    const blanks = (count: number) => gzipSync(Buffer.concat([Buffer.alloc(count, ' '), Buffer.from(BEAT)]));
    // The beat has 74 bytes.
    expect(read(blanks(16_777_216 - 74), 'gzip').signals).toEqual([SIGNAL]);
    expect(read(blanks(16_777_216 - 73), 'gzip')).toEqual({
      signals: [],
      rejected: [
        { reason: 'unreadable', detail: 'body: expected at most 16777216 bytes once unpacked by gzip; got more' },
      ],
    });
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(40_000_000))],
    ['deflate', deflateRawSync(Buffer.alloc(40_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(40_000_000))],
    // Members, each of which is small.
    ['gzip', Buffer.concat(Array(20).fill(gzipSync(Buffer.alloc(1_000_000))))],
    // Packed twice.
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(40_000_000)))],
  ])('is not unpacked to its end when it is a bomb of %s', (coding, bomb) => {
    expect(bomb.length).toBeLessThan(MOST_UNPACKED_BYTES / 10);
    expect(read(bomb, coding).rejected).toEqual([
      { reason: 'unreadable', detail: expect.stringContaining('expected at most 16777216 bytes once unpacked by ') },
    ]);
  });

  it.each([
    [
      'gzip',
      bytes(PACKED.gzip).subarray(0, 40),
      'expected it packed by gzip, as content-encoding says; got "unexpected end of file"',
    ],
    ['gzip', bytes(PACKED.br), 'expected it packed by gzip, as content-encoding says; got "incorrect header check"'],
    ['compress', bytes(PACKED.gzip), 'expected one of gzip, x-gzip, deflate, br, zstd, identity; got "compress"'],
    ['__proto__', bytes(PACKED.gzip), 'expected one of gzip, x-gzip, deflate, br, zstd, identity; got "__proto__"'],
    ['gzip, gzip, gzip, gzip', bytes(PACKED.gzip), 'expected at most 3 codings; got 4'],
  ])('that cannot be unpacked is set aside: %s', (coding, body, detail) => {
    expect(read(body, coding).rejected).toEqual([{ reason: 'unreadable', detail: expect.stringContaining(detail) }]);
  });

  it('by nothing, or that is empty, is read as it is', () => {
    expect(read(Buffer.from(BEAT)).signals).toEqual([SIGNAL]);
    expect(read(Buffer.from(BEAT), '').signals).toEqual([SIGNAL]);
    expect(read(Buffer.alloc(0), 'gzip').rejected).toEqual([
      { reason: 'unreadable', detail: 'body: expected JSON; got nothing' },
    ]);
  });
});

describe('attain parse', () => {
  it('unpacks a payload as the deployed stack does', async () => {
    const stdin = (async function* () {
      yield bytes(PACKED.gzip);
    })();
    const argv = ['parse', '--source', 'generic', '--header', 'Content-Encoding: gzip'];
    expect(await attain(argv, { stdin })).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('"feed":"p"'),
    });
  });
});
