import { describe, expect, it } from 'vitest';
import { classify, sumClasses, together } from '../../shared/domain/classify.ts';
import { DOWN, UP } from '../../shared/domain/condition.ts';
import { layersOf } from '../../shared/domain/layer.ts';
import { constantTrack } from '../../shared/domain/track.ts';

const down = (start: number, end: number) =>
  classify(constantTrack({ start, end }, DOWN), layersOf({ start, end }, []));
const up = (start: number, end: number) => classify(constantTrack({ start, end }, UP), layersOf({ start, end }, []));

describe('windows put together', () => {
  it('are in order of time, whatever order they come in', () => {
    const whole = together([down(50, 60), up(60, 100), down(0, 20), up(20, 50)]);
    expect(whole.upMs).toBe(70);
    expect(whole.runs.map(({ start, end }) => [start, end])).toEqual([
      [0, 20],
      [50, 60],
    ]);
  });
});

describe('the classes of a window', () => {
  it('are not told when they do not add up to it', () => {
    const whole = together([down(0, 20), up(20, 50)]);
    expect(sumClasses(whole, { start: 0, end: 50 })).toMatchObject({ period: 50, down: 20, up: 30 });
    expect(() => sumClasses(whole, { start: 0, end: 51 })).toThrow('the classes sum to 50 ms, the period has 51 ms');
  });
});
