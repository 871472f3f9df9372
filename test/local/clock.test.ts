import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Clock } from '../../infra/local/clock.ts';
import { temporaryFolder } from './fixture.ts';

const year2035 = Date.UTC(2035, 0, 1);
const year2099 = Date.UTC(2099, 0, 1);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: year2035 }));
afterEach(() => void vi.useRealTimers());

it('a clock runs with this machine until it is moved', () => {
  const clock = new Clock();
  expect(clock.now()).toBe(year2035);
  vi.advanceTimersByTime(1000);
  expect(clock.now()).toBe(year2035 + 1000);
});

it('a clock that was moved keeps its lead over a restart', () => {
  const file = join(temporaryFolder(), 'clock.json');
  new Clock(file).set(year2099);
  vi.advanceTimersByTime(1000);
  expect(new Clock(file).now()).toBe(year2099 + 1000);
});

it('a clock does not go back, and says what time it is', () => {
  const clock = new Clock();
  clock.set(year2099);
  expect(() => clock.set(Date.UTC(2098, 0, 1))).toThrow(
    /only moves forwards: it is 2099-01-01T.*, you asked for 2098-01-01T00:00:00.000Z/,
  );
});

it('a jump is told to listeners in the order in which they came', () => {
  const clock = new Clock();
  const heard: string[] = [];
  clock.onJump(() => heard.push('first'));
  clock.onJump(() => heard.push('second'));
  clock.set(year2099);
  expect(heard).toEqual(['first', 'second']);
});
