import { describe, expect, it } from 'vitest';
import { MOST_VALUES, parsedJson, TooManyValuesError, unpacked } from '../../../shared/sources/reading/json-object.ts';

describe('JSON of a sender', () => {
  it('keeps ids that are numbers too long to hold as their digits', () => {
    expect(parsedJson('{"id":12345678901234567890,"other":-12345678901234567890,"short":1234567890123456}')).toEqual({
      id: '12345678901234567890',
      other: '-12345678901234567890',
      short: 1_234_567_890_123_456,
    });
  });

  it('leaves fractions, exponents and what stands in texts alone', () => {
    const text = String.raw`{"a":1234567890123456.5,"b":1000000000000000000e-17,"c":"12345678901234567890 \" 1"}`;
    expect(parsedJson(text)).toEqual({ a: 1_234_567_890_123_456.5, b: 10, c: '12345678901234567890 " 1' });
  });

  it('is refused where it is none, long numbers in it or not', () => {
    expect(() => parsedJson('[12345678901234567890,')).toThrow(SyntaxError);
  });

  // Each of these would take many minutes if a digit or a quotation mark were looked at once for each before it.
  it.each([
    ['a number of 400,000 digits', `[${'1'.repeat(400_000)}.5]`, 1],
    ['100,000 empty texts', `[1234567890123456,${'"",'.repeat(100_000)}""]`, 100_002],
  ])('is read once from end to end: %s', (_name, text, length) => {
    expect(parsedJson(text)).toHaveLength(length);
  });

  it('is refused at once where nothing ends: 400,000 quotation marks', () => {
    expect(() => parsedJson(`[1234567890123456,${String.raw`\"`.repeat(400_000)}`)).toThrow(SyntaxError);
  });

  it('has so many values and no more', () => {
    const list = (commas: number) => `[1${',1'.repeat(commas)}]`;
    expect(parsedJson(list(MOST_VALUES))).toHaveLength(MOST_VALUES + 1);
    expect(() => parsedJson(list(MOST_VALUES + 1))).toThrow(TooManyValuesError);
  });

  it('in a text stays a text when it cannot be read', () => {
    expect(unpacked('{"a":1}')).toEqual({ a: 1 });
    expect(unpacked('{"a":')).toBe('{"a":');
  });
});
