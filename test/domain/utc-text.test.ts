import { expect, it } from 'vitest';
import { utcText } from '../../shared/domain/utc-text.ts';

it('is the text of the whole millisecond', () => {
  expect(utcText(1.5)).toBe('1970-01-01T00:00:00.001Z');
  expect(utcText(-1)).toBe('1969-12-31T23:59:59.999Z');
  expect(utcText(8.64e15)).toBe('+275760-09-13T00:00:00.000Z');
});

it('is the same however many other hours were asked for before', () => {
  const hours = Array.from({ length: 20_000 }, (_, hour) => hour * 3_600_000);
  expect(hours.filter((at) => utcText(at + 5) !== new Date(at + 5).toISOString())).toEqual([]);
  expect(utcText(5)).toBe('1970-01-01T00:00:00.005Z');
});

it('is none of what is no instant', () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -8.64e15 - 1]) {
    expect(() => utcText(wrong)).toThrow(RangeError);
  }
});
