import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../../shared/sources/reading/duration.ts';

describe('the seconds of a duration', () => {
  it.each([
    [164, 164],
    ['164', 164],
    ['2 minutes and 44 seconds', 164],
    ['1 Hrs 2 Mins 30 Secs', 3_750],
    ['2 days, 1 hr 0 min 5 sec', 176_405],
  ])('%j are %d', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds);
  });

  it.each([0, -5, '', '0', '1 Hrs 2 Mins', 'some seconds', '0 Secs', null, undefined])('%j tells none', (duration) => {
    expect(secondsOf(duration)).toBeUndefined();
  });
});
