import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrontDoor } from '../../../infra/local/services/front-door.ts';

const CROWD = 8;

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** A door at which so many wait, all of whom are answered at once. */
function crowded(count: number) {
  const door = new FrontDoor();
  const { promise, resolve } = Promise.withResolvers<void>();
  const answers = Array.from({ length: count }, () => door.during(promise));
  const answerAll = async () => {
    resolve();
    await Promise.all(answers);
  };
  return { door, answerAll };
}

describe('the front door', () => {
  it('is not busy with nobody there, nor with a few', () => {
    expect(new FrontDoor().isBusy).toBe(false);
    expect(crowded(CROWD - 1).door.isBusy).toBe(false);
  });

  it('is busy with a crowd, and for a moment after all were answered together', async () => {
    const { door, answerAll } = crowded(CROWD);
    expect(door.isBusy).toBe(true);
    await answerAll();
    expect(door.isBusy).toBe(true);
    vi.advanceTimersByTime(49);
    expect(door.isBusy).toBe(true);
    vi.advanceTimersByTime(1);
    expect(door.isBusy).toBe(false);
  });

  it('stays busy with a crowd that waits for long', () => {
    const { door } = crowded(CROWD);
    vi.advanceTimersByTime(60_000);
    expect(door.isBusy).toBe(true);
  });
});
