import { describe, expect, it } from 'vitest';
import type { CountEvent } from '../../shared/domain/event.ts';
import { heldCounts } from '../../shared/domain/held-counts.ts';

const counted: CountEvent = {
  kind: 'count',
  service: 'checkout',
  indicator: 'requests',
  good: 90,
  total: 100,
  start: 0,
  end: 60,
};

describe('the counts that hold', () => {
  it('are of those of the same time the fuller one', () => {
    // Fewer requests are the lesser count even if more of them were good.
    const lesser = [{ total: 99 }, { total: 99, good: 99 }, { good: 89 }].map((it) => ({ ...counted, ...it }));
    for (const other of lesser) {
      expect(heldCounts([other, counted])).toEqual([counted]);
      expect(heldCounts([counted, other])).toEqual([counted]);
    }
  });

  it('are in the order of their start, then of their indicator', () => {
    const clicks = { ...counted, indicator: 'clicks' };
    const later = { ...clicks, start: 60, end: 120 };
    expect(heldCounts([later, counted, clicks])).toEqual([clicks, counted, later]);
  });

  it('of another time or indicator are others', () => {
    expect(heldCounts([counted, { ...counted, end: 30 }, { ...counted, indicator: 'clicks' }])).toHaveLength(3);
  });
});
