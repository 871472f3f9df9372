import { describe, expect, it } from 'vitest';
import { priorityOf } from '../../shared/domain/incident-priority.ts';
import { ticket } from './incidents.ts';
import { october } from './targets/october.ts';

describe('of two priorities at one instant', () => {
  it.each([
    ['P1', 'P3'],
    ['P2', 'P10'],
    ['medium', 'low'],
    ['critical', 'high'],
    ['Sev1', 'P2'],
    ['low', 'gold'],
    // Nobody knows which of these is the more urgent: the first by the alphabet, so that the order says nothing.
    ['gold', 'silver'],
    ['P1', 'SEV-1'],
  ])('%s holds over %s, whichever came first', (holds, other) => {
    const told = ticket('14T09:00 opened', `14T10:00 updated ${holds}`, `14T10:00 updated ${other}`);
    expect(priorityOf(told)).toEqual({ priority: holds });
    expect(priorityOf(told.toReversed())).toEqual({ priority: holds });
  });

  it('that of an update holds over that of another phase', () => {
    expect(priorityOf(ticket('14T10:00 updated P3', '14T10:00 restored P1'))).toEqual({ priority: 'P3' });
    const others = ticket('14T10:00 acknowledged P1', '14T10:00 restored P3');
    expect([priorityOf(others), priorityOf(others.toReversed())]).toEqual([{ priority: 'P1' }, { priority: 'P1' }]);
  });

  it('the one that holds is what it changed to, from the one that held before', () => {
    // From P1 to P2 it falls; that P10 was said in the same moment makes no rise of it.
    const falls = ticket('14T09:00 opened P1', '14T10:00 updated P10', '14T10:00 updated P2');
    expect(priorityOf(falls)).toStrictEqual({
      priority: 'P2',
      change: { at: october('14T10:00'), from: 'P1', to: 'P2' },
    });
  });
});
