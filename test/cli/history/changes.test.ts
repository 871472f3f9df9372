import { describe, expect, it } from 'vitest';
import { Changes } from '../../../cli/history/changes.ts';

describe('changes', () => {
  it('are the samples that say something else than the one before', () => {
    const changes = new Changes(undefined);
    const found = [
      ...changes.next(0, 'up'),
      ...changes.next(60, 'up'),
      ...changes.next(120, 'down'),
      ...changes.next(9_000, 'up'),
    ];
    expect(found).toEqual([
      { at: 0, state: 'up' },
      { at: 120, state: 'down' },
      { at: 9_000, state: 'up' },
    ]);
  });

  it('tell that nobody watched from a step after the last sample on, where one is missing', () => {
    const changes = new Changes(60);
    expect(changes.next(0, 'up')).toEqual([{ at: 0, state: 'up' }]);
    // Half a step late is late, not missing.
    expect(changes.next(90, 'up')).toEqual([]);
    expect(changes.next(181, 'up')).toEqual([
      { at: 150, state: 'unknown' },
      { at: 181, state: 'up' },
    ]);
    expect(changes.end(240)).toEqual([]);
    expect(changes.end(300)).toEqual([{ at: 241, state: 'unknown' }]);
  });
});
