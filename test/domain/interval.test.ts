import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clip,
  gaps,
  type Interval,
  intersect,
  isWithin,
  subtract,
  total,
  union,
} from '../../shared/domain/interval.ts';

/** `of(0, 2, 5, 9)` is `[0, 2)` and `[5, 9)`. */
function of(...bounds: number[]): Interval[] {
  const intervals: Interval[] = [];
  for (let index = 0; index < bounds.length; index += 2) {
    intervals.push({ start: bounds[index] ?? 0, end: bounds[index + 1] ?? 0 });
  }
  return intervals;
}

describe('union', () => {
  it('merges what overlaps or touches and sorts the rest', () => {
    expect(union(of(7, 9, 0, 2, 1, 3, 3, 4))).toEqual(of(0, 4, 7, 9));
  });

  it('drops the empty and the upside down', () => {
    expect(union(of(5, 5, 8, 6))).toEqual([]);
  });

  it('keeps one that lies inside another from cutting it short', () => {
    expect(union(of(0, 9, 2, 3))).toEqual(of(0, 9));
  });
});

describe('intersect', () => {
  it('keeps what lies in both', () => {
    expect(intersect(of(0, 5, 6, 9), of(3, 7))).toEqual(of(3, 5, 6, 7));
  });

  it('finds nothing where one ends as the other starts', () => {
    expect(intersect(of(0, 5), of(5, 9))).toEqual([]);
  });
});

describe('subtract', () => {
  it('cuts holes', () => {
    expect(subtract(of(0, 9), of(3, 5))).toEqual(of(0, 3, 5, 9));
  });

  it('may leave nothing', () => {
    expect(subtract(of(3, 5), of(0, 9))).toEqual([]);
    expect(subtract([], of(0, 9))).toEqual([]);
  });
});

describe('gaps', () => {
  it('are what is left of the window', () => {
    expect(gaps(of(2, 4, 6, 12), { start: 0, end: 10 })).toEqual(of(0, 2, 4, 6));
  });

  it('are not widened by what lies outside the window', () => {
    expect(gaps(of(0, 2, 4, 10, 20, 22), { start: 10, end: 20 })).toEqual(of(10, 20));
    expect(gaps(of(0, 2, 22, 24), { start: 10, end: 20 })).toEqual(of(10, 20));
    expect(gaps(of(2, 4), { start: 9, end: 5 })).toEqual([]);
  });

  it('of no intervals are the window', () => {
    expect(gaps([], { start: 0, end: 10 })).toEqual(of(0, 10));
  });
});

describe('clip', () => {
  it('cuts at both ends of the window', () => {
    expect(clip(of(0, 4, 6, 12), { start: 2, end: 8 })).toEqual(of(2, 4, 6, 8));
  });

  it('leaves nothing in an empty window, nor in one that ends before it starts', () => {
    expect(clip(of(0, 4), { start: 2, end: 2 })).toEqual([]);
    expect(clip(of(0, 4), { start: 3, end: 1 })).toEqual([]);
  });
});

describe('an instant', () => {
  it('is within from the start on, and no longer at the end', () => {
    expect([1, 2, 4, 5, 6].map((instant) => isWithin(instant, { start: 2, end: 5 }))).toEqual([
      ...[false, true, true],
      ...[false, false],
    ]);
  });
});

describe('total', () => {
  it('counts overlapping time once', () => {
    expect(total(of(0, 2, 1, 3))).toBe(3);
  });
});

describe('any intervals', () => {
  const bound = fc.integer({ min: 0, max: 30 });
  const intervals = fc.array(fc.record({ start: bound, end: bound }), { maxLength: 8 });
  /** Each whole number that lies in one of them: what the algebra must agree with. */
  const points = (list: readonly Interval[]): Set<number> =>
    new Set(list.flatMap(({ start, end }) => Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i)));

  it('are sorted and apart from one another once united, and the same time', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const united = union(list);
        expect(points(united)).toEqual(points(list));
        for (const [index, { start, end }] of united.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(united[index - 1]?.end ?? -1);
        }
        expect(union(united)).toEqual(united);
        expect(total(list)).toBe(points(list).size);
      }),
    );
  });

  it('behave as sets do', () => {
    fc.assert(
      fc.property(intervals, intervals, (list, other) => {
        const [a, b] = [union(list), union(other)];
        const [inA, inB] = [points(a), points(b)];
        expect(points(intersect(a, b))).toEqual(new Set([...inA].filter((point) => inB.has(point))));
        expect(points(subtract(a, b))).toEqual(new Set([...inA].filter((point) => !inB.has(point))));
        expect(points(union([...a, ...b]))).toEqual(new Set([...inA, ...inB]));
        expect(intersect(a, b)).toEqual(intersect(b, a));
        expect(union([...subtract(a, b), ...intersect(a, b)])).toEqual(a);
      }),
    );
  });

  it('and their gaps make up the window', () => {
    fc.assert(
      fc.property(intervals, bound, bound, (list, start, end) => {
        const window = { start, end: Math.max(start, end) };
        const inside = clip(union(list), window);
        expect(union([...inside, ...gaps(union(list), window)])).toEqual(union([window]));
        expect(total(inside) + total(gaps(union(list), window))).toBe(window.end - window.start);
      }),
    );
  });
});
