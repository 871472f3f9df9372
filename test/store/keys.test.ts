import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamName } from '../../shared/domain/stream-name.ts';
import {
  attainmentKey,
  attainmentTicketKey,
  deliveryKey,
  type Key,
  ledgerKey,
  reportKey,
  reportToldKey,
  rollupKey,
  streamKey,
  streamNameOf,
  streamYearKey,
  ticketKey,
} from '../../shared/store/keys.ts';

const DAY = '2026-10-14';

describe('keys', () => {
  it('look as the design says', () => {
    const bucket = { subject: 'checkout', span: DAY };
    expect(deliveryKey({ receivedAt: '2026-10-14T09:21:00.000Z', digest: '0fab' })).toEqual({
      // 0x0f = 15, and 15 mod 4 = 3.
      pk: 'D#2026-10-14T09:21#3',
      sk: '0fab',
    });
    expect(ledgerKey(bucket, { occurredAt: '2026-10-14T07:12:00.000Z', id: 'e1' })).toEqual({
      pk: 'L#checkout#2026-10-14',
      sk: '2026-10-14T07:12:00.000Z#e1',
    });
    expect(ticketKey(bucket)).toEqual({ pk: 'R#checkout#2026-10', sk: 'T#2026-10-14' });
    expect(rollupKey(bucket)).toEqual({ pk: 'R#checkout#2026-10', sk: 'V#2026-10-14' });
    expect(rollupKey({ subject: 'checkout', span: '2026' })).toEqual({ pk: 'R#checkout#years', sk: 'V#2026' });
    expect(reportKey({ agreement: 'acme', period: '2026-10', version: 1 })).toEqual({
      pk: 'P#acme#2026-10',
      sk: 'v0001',
    });
  });

  it('escape what separates their parts, and what escapes it', () => {
    const of = { service: 'a#b', monitor: '50%', stream: '%23' };
    expect(streamKey(of)).toEqual({ pk: 'H#a%23b', sk: '50%25#%2523' });
    expect(streamYearKey(of, '2026')).toEqual({ pk: 'H#a%23b#2026', sk: '50%25#%2523' });
    expect(streamNameOf('a#b', streamKey(of).sk)).toEqual(of);
    expect(rollupKey({ subject: 'checkout#2026-10', span: DAY }).pk).toBe('R#checkout%232026-10#2026-10');
    expect(attainmentKey({ agreement: 'a#T', period: 'p#1', service: 's' })).toEqual({ pk: 'A#a%23T', sk: 'p%231#s' });
  });

  it('fit DynamoDB, however long the name of a monitor is', () => {
    const id = 'm'.repeat(64);
    for (const character of ['a', '#', '%', '€', '𝄞']) {
      for (const length of [299, 300, 301, 512]) {
        const stream = streamName(character.repeat(length).slice(0, 512));
        const { pk, sk } = streamKey({ service: id, monitor: id, stream });
        expect(Buffer.byteLength(pk)).toBeLessThanOrEqual(2_048);
        expect(Buffer.byteLength(sk)).toBeLessThanOrEqual(1_024);
        expect(streamNameOf(id, sk)).toEqual({ service: id, monitor: id, stream });
      }
    }
    expect(streamName(`${'a'.repeat(400)}b`)).not.toBe(streamName(`${'a'.repeat(400)}c`));
  });

  it('of different things are different, whatever the things are called', () => {
    // A short alphabet of what could go wrong finds collisions quickly.
    const name = fc.string({ unit: fc.constantFrom('a', '#', '%', '2', '3', 'T'), maxLength: 4 });
    const kinds: readonly ((a: string, b: string, c: string) => Key)[] = [
      (subject) => ticketKey({ subject, span: DAY }),
      (subject) => rollupKey({ subject, span: DAY }),
      (subject) => ledgerKey({ subject, span: DAY }, { occurredAt: `${DAY}T00:00:00.000Z`, id: 'e' }),
      (service, monitor, stream) => streamKey({ service, monitor, stream }),
      (service, monitor, stream) => streamYearKey({ service, monitor, stream }, '2026'),
      (agreement, period, service) => attainmentKey({ agreement, period, service }),
      (agreement, period, service) => attainmentTicketKey({ agreement, period, service }),
      (agreement, period) => reportKey({ agreement, period, version: 1 }),
      (agreement, period) => reportToldKey({ agreement, period, version: 1 }),
    ];
    const ofArity = [1, 1, 1, 3, 3, 3, 3, 2, 2];
    const thing = fc.tuple(fc.nat(kinds.length - 1), fc.tuple(name, name, name));
    fc.assert(
      fc.property(thing, thing, ([kindA, a], [kindB, b]) => {
        const keyOf = (kind: number, names: readonly [string, string, string]) => kinds[kind]?.(...names);
        const sameThing =
          kindA === kindB && a.slice(0, ofArity[kindA]).join('\n') === b.slice(0, ofArity[kindB]).join('\n');
        expect(JSON.stringify(keyOf(kindA, a)) === JSON.stringify(keyOf(kindB, b))).toBe(sameThing);
      }),
      { numRuns: 2_000 },
    );
  });
});
