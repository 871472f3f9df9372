import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLASSES } from '../../../shared/domain/result.ts';
import { stripColumns } from '../../../shared/reports/pages/strip-columns.ts';

const bounds = { start: 0, end: 1_200_000 };

describe('a timeline strip', () => {
  it('joins equal neighbours', () => {
    expect(
      stripColumns(
        [
          { start: 0, end: 300_000, class: 'up' },
          { start: 300_000, end: 600_000, class: 'down' },
          { start: 600_000, end: 900_000, class: 'up' },
        ],
        bounds,
      ),
    ).toEqual([
      { left: '0', width: '25', class: 'up' },
      { left: '25', width: '25', class: 'down' },
      { left: '50', width: '25', class: 'up' },
    ]);
  });

  it('shows a millisecond of downtime as a column', () => {
    const columns = stripColumns(
      [
        { start: 0, end: 5_400, class: 'up' },
        { start: 5_400, end: 5_401, class: 'down' },
        { start: 5_401, end: 1_200_000, class: 'up' },
      ],
      bounds,
    );
    expect(columns[1]).toEqual({ left: '0.417', width: '0.083', class: 'down' });
  });

  it('never hides downtime, never leaves its bounds, and stays small', () => {
    const segment = fc.record({
      at: fc.integer({ min: -5_000, max: 1_205_000 }),
      length: fc.integer({ min: 1, max: 9_000 }),
      class: fc.constantFrom(...CLASSES),
    });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 200 }), (items) => {
        const segments = items.map((it) => ({ start: it.at, end: it.at + it.length, class: it.class }));
        const columns = stripColumns(segments, bounds);
        const down = segments.some((it) => it.class === 'down' && it.end > 0 && it.start < bounds.end);
        expect(columns.some((it) => it.class === 'down')).toBe(down);
        expect(columns.length).toBeLessThanOrEqual(1_200);
        for (const { left, width } of columns) expect(Number(left) + Number(width)).toBeLessThanOrEqual(100.002);
      }),
    );
  });
});
