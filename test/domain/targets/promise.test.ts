import { describe, expect, it } from 'vitest';
import type { Target } from '../../../shared/domain/catalogue.ts';
import { lengthWords, promiseOf } from '../../../shared/domain/targets/promise.ts';

describe('a length of time', () => {
  it.each([
    [0, '0 min'],
    [250, '250 ms'],
    [90_000, '1 min 30 s'],
    [900_000, '15 min'],
    [5_400_000, '1 h 30 min'],
    [604_800_000, '7 d'],
    [90_061_001, '1 d 1 h 1 min 1 s 1 ms'],
  ])('%d ms are %s', (ms, words) => {
    expect(lengthWords(ms)).toBe(words);
  });
});

describe('a promise', () => {
  const share = { indicator: 'orders', target: '99.5', minimum: 10 };
  const clock = { priority: 'P1', withinMs: 900_000, target: '95', clock: 'wallTime', retroactive: true } as const;

  it.each<[string, Target]>([
    ['99.9', { kind: 'availability', target: '99.9' }],
    ['at most 0 outages', { kind: 'outages', atMost: 0, longerThanMs: 0 }],
    ['at most 1 outage', { kind: 'outages', atMost: 1, longerThanMs: 0 }],
    ['at most 2 outages longer than 15 min', { kind: 'outages', atMost: 2, longerThanMs: 900_000 }],
    ['no outage longer than 1 h', { kind: 'longestOutage', atMostMs: 3_600_000 }],
    ['at most 1 h of downtime', { kind: 'downtime', atMostMs: 3_600_000 }],
    ['99.5 % of orders succeed', { kind: 'requests', ...share }],
    ['99.5 % of orders in time', { kind: 'latency', ...share }],
    ['at least 7 d between outages', { kind: 'mtbf', atLeastMs: 604_800_000 }],
    ['99 % of agreed time monitored', { kind: 'coverage', target: '99' }],
    ['95 % of P1 acknowledged within 15 min', { kind: 'acknowledge', ...clock }],
    ['95 % of P1 restored within 15 min', { kind: 'restore', ...clock }],
    ['95 % of P1 restored within 15 min of service hours', { kind: 'restore', ...clock, clock: 'serviceHours' }],
    ['95 % of P1 restored within 15 min, from its rise on', { kind: 'restore', ...clock, retroactive: false }],
  ])('reads "%s"', (words, target) => {
    expect(promiseOf(target)).toBe(words);
  });
});
