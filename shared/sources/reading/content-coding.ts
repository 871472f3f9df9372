import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { preview } from '../signals/signal-json.ts';
import type { Delivery, Parsed } from '../source.ts';
import { refused } from './parsed.ts';

/** More than twice what a webhook may bring that is not packed. Who packs zeros makes a thousand times as much of it. */
export const MOST_UNPACKED_BYTES = 16 * 1024 * 1024;
/** Nobody packs more than once but to do harm. */
const MOST_CODINGS = 3;

type Unpack = (body: Uint8Array) => Uint8Array;

const LIMIT = { maxOutputLength: MOST_UNPACKED_BYTES };
const gunzip: Unpack = (body) => gunzipSync(body, LIMIT);

/** The codings of HTTP, as IANA registers them. */
const CODINGS: Readonly<Record<string, Unpack>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (body) => inflated(body),
  br: (body) => brotliDecompressSync(body, LIMIT),
  zstd: (body) => zstdDecompressSync(body, LIMIT),
  identity: (body) => body,
};

/**
 * Reads a delivery whose body is packed as its `content-encoding` says (RFC 9110, 8.4: the last coding named is the outermost).
 * Kept and signed is the body as it came; it is unpacked each time that it is read. One that cannot be unpacked, or that
 * would be larger than memory should hold, is refused with the reason.
 */
export function withPlainBody(delivery: Delivery, read: (plain: Delivery) => Parsed): Parsed {
  const codings = codingsOf(delivery.headers['content-encoding']);
  if (codings.length === 0 || delivery.body.length === 0) return read(delivery);
  const unpacked = codings.length > MOST_CODINGS ? tooMany(codings) : unpack(delivery.body, codings);
  return 'problem' in unpacked ? refused('unreadable', unpacked.problem) : read({ ...delivery, body: unpacked.body });
}

function codingsOf(header = ''): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '');
}

type Unpacked = { readonly body: Uint8Array } | { readonly problem: string };

function unpack(packed: Uint8Array, codings: readonly string[]): Unpacked {
  let body = packed;
  for (const coding of codings.toReversed()) {
    const decode = Object.hasOwn(CODINGS, coding) ? CODINGS[coding] : undefined;
    if (decode === undefined) return unknownCoding(coding);
    try {
      body = decode(body);
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(coding);
      // A proxy on the way may have unpacked it, and left the header.
      if (isPlain(body)) return { body };
      return {
        problem: `body: expected it packed by ${coding}, as content-encoding says; got ${preview(textOf(error))}`,
      };
    }
  }
  return { body };
}

/** Some send what HTTP calls deflate, with the header of zlib, and some without it. */
function inflated(body: Uint8Array): Uint8Array {
  try {
    return inflateSync(body, LIMIT);
  } catch (error) {
    if (codeOf(error) !== 'Z_DATA_ERROR') throw error;
    return inflateRawSync(body, LIMIT);
  }
}

function isPlain(body: Uint8Array): boolean {
  return /^\s*[[{"]/.test(new TextDecoder().decode(body.subarray(0, 100)));
}

function tooMany(codings: readonly string[]): Unpacked {
  return { problem: `content-encoding: expected at most ${MOST_CODINGS} codings; got ${codings.length}` };
}

function unknownCoding(coding: string): Unpacked {
  const known = Object.keys(CODINGS).join(', ');
  return { problem: `content-encoding: expected one of ${known}; got ${preview(coding)}` };
}

function tooLarge(coding: string): Unpacked {
  return { problem: `body: expected at most ${MOST_UNPACKED_BYTES} bytes once unpacked by ${coding}; got more` };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
