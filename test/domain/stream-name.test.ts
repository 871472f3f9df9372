import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { streamName } from '../../shared/domain/stream-name.ts';

it('is the name of the monitor, up to 300 characters of it', () => {
  expect(streamName('checkout-probe')).toBe('checkout-probe');
  expect(streamName('a'.repeat(300))).toBe('a'.repeat(300));
});

it('is the first 200 of more, and the SHA-256 of all of them', () => {
  const long = `${'a'.repeat(300)}b`;
  expect(streamName(long)).toBe(`${'a'.repeat(200)}~${createHash('sha256').update(long).digest('hex')}`);
});

it('is text that can be stored where the cut goes through a character', () => {
  // The emoji is two code units, of which the cut leaves one.
  const long = `${'a'.repeat(199)}😀${'b'.repeat(200)}`;
  expect(streamName(long).slice(0, 201)).toBe(`${'a'.repeat(199)}\uFFFD~`);
});
