import { expect, it } from 'vitest';
import { lengthWords } from '../../../shared/domain/targets/promise.ts';

it.each([
  [0, '0 min'],
  [250, '250 ms'],
  [90_000, '1 min 30 s'],
  [900_000, '15 min'],
  [5_400_000, '1 h 30 min'],
  [604_800_000, '7 d'],
])('%d ms are %s', (ms, words) => {
  expect(lengthWords(ms)).toBe(words);
});
