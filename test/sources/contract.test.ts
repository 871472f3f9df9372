import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../shared/domain/instant.ts';
import { headersKeptOf } from '../../shared/sources/kept-headers.ts';
import { sourceType, sourceTypes } from '../../shared/sources/registry.ts';
import { formatSignal, parseSignal } from '../../shared/sources/signals/signal-json.ts';
import type { Delivery, Rejection, SourceType } from '../../shared/sources/source.ts';
import { examplePayloads } from './payloads.ts';

/** One contract for every source: a new one brings payloads, not tests. */
describe.each(sourceTypes)('source $name', (type) => {
  const payloads = examplePayloads(type.name);

  it('has an example payload', () => {
    expect(payloads).not.toEqual([]);
  });

  it('is found by its name', () => {
    expect(sourceType(type.name)).toBe(type);
  });

  it('has headers kept by their names in lower case', () => {
    const kept = headersKeptOf(type.name);
    expect(kept).toEqual(kept.map((name) => name.toLowerCase()));
  });

  it('says when it was heard that trouble lasts, if and only if it repeats what is open', () => {
    const opened = payloads
      .flatMap(({ delivery }) => type.parse(delivery, { feed: delivery.source }).signals)
      .filter((signal) => signal.kind === 'state' && signal.state !== 'up');
    const heard = opened.filter((signal) => 'heardAt' in signal);
    expect(heard.length > 0).toBe(typeof type.repeats === 'object');
  });

  it.each(payloads)('$name: $about', ({ delivery, options, ...expected }) => {
    const { signals, rejected, deliveryId } = type.parse(delivery, { feed: delivery.source, ...options });
    expect(signals.map(formatSignal)).toEqual(expected.signals);
    expect(rejected.map(withInstant)).toEqual(expected.rejected);
    expect(deliveryId).toBe(expected.deliveryId);
  });

  it.each(payloads)('$name is read without any header that is not kept', ({ delivery }) => {
    const kept = headersKeptOf(type.name);
    expect(Object.keys(delivery.headers).filter((name) => !kept.includes(name))).toEqual([]);
  });

  it('asks for no header that is not kept', () => {
    const kept = headersKeptOf(type.name);
    const asked = payloads.flatMap(({ delivery }) => headersAskedFor(type, delivery));
    expect(asked.filter((name) => !kept.includes(name))).toEqual([]);
  });

  it.each(payloads)('$name makes signals that survive their way through JSON', ({ delivery }) => {
    const { signals } = type.parse(delivery, { feed: delivery.source });
    expect(signals.map((signal) => parseSignal(formatSignal(signal)))).toEqual(signals);
  });

  it.each(payloads)('$name is read the same twice', ({ delivery }) => {
    const read = () => type.parse(delivery, { feed: delivery.source });
    expect(read()).toEqual(read());
  });
});

/** The names of the headers that a parser looks for, whether they are there or not. */
function headersAskedFor(type: SourceType, delivery: Delivery): string[] {
  const asked = new Set<string>();
  const headers = new Proxy(delivery.headers, {
    get: (target, name) => {
      asked.add(String(name));
      return target[String(name)];
    },
    has: (target, name) => {
      asked.add(String(name));
      return name in target;
    },
  });
  type.parse({ ...delivery, headers }, { feed: delivery.source });
  return [...asked];
}

function withInstant({ at, ...rejection }: Rejection) {
  return { ...rejection, ...(at !== undefined && { at: formatInstant(at) }) };
}

describe('a name that no source has', () => {
  it('is refused with those that there are', () => {
    expect(() => sourceType('grafna')).toThrow(/^No source named "grafna"; known: alertmanager, /);
  });
});
