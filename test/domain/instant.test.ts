import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import { formatDuration, formatInstant, parseDuration, parseInstant } from '../../shared/domain/instant.ts';

describe('an instant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T01:00:00+01:00', 0],
    ['1970-01-01T00:00Z', 0],
    ['1970-01-01T00:00:00.001Z', 1],
    ['1970-01-01T00:00:01,5Z', 1500],
    ['1970-01-01T05:30:00+0530', 0],
    // The hour that comes twice: 25 October 2026, 02:30 in Berlin, first in summer time, then in winter time.
    ['2026-10-25T02:30:00+02:00', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-10-25T02:30:00+01:00', Date.UTC(2026, 9, 25, 1, 30)],
  ])('%s is %i ms after 1970', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it('is cut off below the millisecond', () => {
    expect(parseInstant('1970-01-01T00:00:00.001999999Z')).toBe(1);
  });

  it.each(['2026-10-01T00:00:00', '2026-10-01', 'yesterday', '1790805600000', '2026-10-01 00:00:00Z', ''])(
    'is refused without an offset: "%s"',
    (text) => {
      expect(() => parseInstant(text)).toThrow(
        `expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got "${text}"`,
      );
    },
  );

  it.each(['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-10-01T25:00:00Z'])('must exist: %s', (text) => {
    const refused = { message: `expected an existing date and time; got "${text}"`, cause: expect.any(RangeError) };
    expect(() => parseInstant(text)).toThrow(InvalidInputError);
    expect(() => parseInstant(text)).toThrow(expect.objectContaining(refused));
  });

  it('is printed in UTC with milliseconds, or in a zone with its offset', () => {
    expect(formatInstant(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(formatInstant(0, 'Europe/Berlin')).toBe('1970-01-01T01:00:00+01:00');
    expect(formatInstant(Date.UTC(2026, 9, 14, 7, 12, 0, 5))).toBe('2026-10-14T07:12:00.005Z');
  });

  it('is printed as the platform prints it, at the edges of seconds, minutes, days and years', () => {
    const edges = [
      0,
      999,
      1000,
      59_999,
      60_000,
      3_599_999,
      86_399_999,
      86_400_000,
      Date.UTC(2028, 1, 29),
      1e15,
      -62e12,
    ];
    for (const edge of edges) {
      for (const instant of [edge - 1, edge, edge + 1]) {
        expect(formatInstant(instant)).toBe(new Date(instant).toISOString());
      }
    }
  });

  it('is not printed when it is none', () => {
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
    expect(() => formatInstant(1e20)).toThrow(RangeError);
  });

  it('is printed as it was read', () => {
    const instants = [-1, 0, 1, 86_399_999, Date.UTC(1969, 6, 20, 20, 17), Date.UTC(9999, 11, 31)];
    expect(instants.map((instant) => parseInstant(formatInstant(instant)))).toEqual(instants);
    expect(formatInstant(-1)).toBe('1969-12-31T23:59:59.999Z');
  });
});

describe('a duration', () => {
  it.each([
    ['PT48H', 172_800_000],
    ['P3D', 259_200_000],
    ['P1W', 604_800_000],
    ['PT5M', 300_000],
    ['PT0.5S', 500],
    ['PT0S', 0],
  ])('%s is %i ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(['P1M', 'P1Y', '-PT1H'])('is refused when it has no length of its own: %s', (text) => {
    expect(() => parseDuration(text)).toThrow(
      `expected a duration in weeks, days, hours, minutes or seconds, such as PT4H; got "${text}"`,
    );
  });

  it('is refused when it is none', () => {
    const refused = {
      message: 'expected an ISO 8601 duration such as PT5M or P3D; got "4h"',
      cause: expect.any(RangeError),
    };
    expect(() => parseDuration('4h')).toThrow(expect.objectContaining(refused));
  });

  it('is printed in hours, minutes and seconds', () => {
    expect([0, 5_400_000, 172_800_000].map(formatDuration)).toEqual(['PT0S', 'PT1H30M', 'PT48H']);
  });
});
