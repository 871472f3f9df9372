import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { headersKeptOf } from '../../shared/sources/kept-headers.ts';
import { sourceTypes } from '../../shared/sources/registry.ts';
import { formatSignal, parseSignal } from '../../shared/sources/signals/signal-json.ts';
import type { Parsed } from '../../shared/sources/source.ts';
import { examplePayloads } from './payloads.ts';

// There are many sources, and each is asked so often at every run.
const RUNS = { numRuns: 40 };
const RECEIVED_AT = Date.UTC(2026, 9, 6, 10);

describe.each(sourceTypes)('source $name', (type) => {
  const examples = examplePayloads(type.name).flatMap(({ delivery }) => jsonOf(delivery.body));

  function parse(body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}): Parsed {
    const delivery = { source: 'feed', type: type.name, body: Buffer.from(body), headers, receivedAt: RECEIVED_AT };
    return type.parse(delivery, { feed: 'feed' });
  }

  /** Whatever was read is a signal that can be stored, and whatever was not has its reason. */
  function isSound({ signals, rejected }: Parsed): void {
    expect(rejected.length).toBeLessThan(102);
    for (const signal of signals) expect(parseSignal(formatSignal(signal))).toEqual(signal);
    for (const { reason, detail } of rejected) {
      expect(reason).not.toBe('');
      expect(detail.length).toBeLessThan(400);
    }
  }

  const headers = fc.dictionary(fc.constantFrom(...headersKeptOf(type.name)), fc.string(), { maxKeys: 3 });

  it('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), headers, (body, some) => isSound(parse(body, some))),
      RUNS,
    );
  });

  it('reads any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.json(), headers, (body, some) => isSound(parse(body, some))),
      RUNS,
    );
  });

  it('reads its own examples with any part replaced by anything', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...examples), fc.infiniteStream(fc.nat()), fc.oneof(fc.jsonValue(), hostileText()))
      .map(([json, choices, replacement]) => replaceSomewhere(json, choices, replacement));
    fc.assert(
      fc.property(mutated, (json) => isSound(parse(JSON.stringify(json)))),
      { numRuns: 100 },
    );
  });

  it('reads its own examples with any one part replaced by an object that cannot be written as a text', () => {
    for (const json of examples.flatMap((example) => replacedInTurn(example, { toString: 0, valueOf: 0 }))) {
      isSound(parse(JSON.stringify(json)));
    }
  });

  it('finds the same signals in a batch in any order', () => {
    const batches = examples.flatMap((json) => listsIn(json));
    const signalsOf = (json: unknown) => parse(JSON.stringify(json)).signals.map(canonicalJson).sort();
    for (const { list, wrap } of batches) {
      fc.assert(
        fc.property(fc.shuffledSubarray([...list], { minLength: list.length }), (shuffled) => {
          expect(signalsOf(wrap(shuffled))).toEqual(signalsOf(wrap(list)));
        }),
        { numRuns: 10 },
      );
    }
  });

  it.each([
    ['a hundred thousand lists deep', `${'['.repeat(1e5)}${']'.repeat(1e5)}`],
    ['20,000 objects deep in each key', deepInEachKey(20_000)],
    [
      'a number beyond all others',
      '{"alerts":[{"status":1e999,"labels":{"a":123456789012345678901234567890}}],"signals":[1e999]}',
    ],
    ['a list of twenty thousand nothings', `{"alerts":[${'null,'.repeat(2e4)}null]}`],
    ['nothing', ''],
    ['a byte order mark', '\uFEFF{}'],
    ['keys of every prototype', '{"__proto__":{"alerts":[]},"constructor":1,"toString":2}'],
  ])('survives %s', (_what, body) => {
    isSound(parse(body));
  });
});

function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '\u0000',
      '\uD800',
      '\uFFFF',
      'x'.repeat(5_000),
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      'Watchdog',
    ),
  );
}

function deepInEachKey(depth: number): string {
  const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  return `{"alerts":[{"status":${deep},"labels":{"a":${deep}},"startsAt":${deep}}],"detail":${deep},"detail-type":${deep}}`;
}

function jsonOf(body: Uint8Array): unknown[] {
  try {
    return [JSON.parse(Buffer.from(body).toString())];
  } catch {
    return [];
  }
}

interface Batch {
  readonly list: readonly unknown[];
  readonly wrap: (list: readonly unknown[]) => unknown;
}

function listsIn(json: unknown): Batch[] {
  if (Array.isArray(json)) return [{ list: json, wrap: (list) => list }];
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json)
    .filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
    .map(([key, value]) => ({ list: value, wrap: (list) => ({ ...json, [key]: list }) }));
}

/** Walks down by the choices and replaces what it finds: the earlier it stops, the larger the part. */
/** A document for each of its parts, in which that part is another. */
function replacedInTurn(json: unknown, replacement: unknown): unknown[] {
  if (typeof json !== 'object' || json === null) return [replacement];
  const parts = Object.entries(json).flatMap(([key, value]) =>
    replacedInTurn(value, replacement).map((part) =>
      Array.isArray(json) ? json.with(Number(key), part) : { ...json, [key]: part },
    ),
  );
  return [replacement, ...parts];
}

function replaceSomewhere(json: unknown, choices: Iterator<number>, replacement: unknown): unknown {
  if (typeof json !== 'object' || json === null) return replacement;
  const keys = Object.keys(json);
  const choice: number = choices.next().value;
  const key = keys[choice % (keys.length + 1)];
  if (key === undefined) return replacement;
  const inner = replaceSomewhere(Reflect.get(json, key), choices, replacement);
  return Array.isArray(json) ? json.with(Number(key), inner) : { ...json, [key]: inner };
}
