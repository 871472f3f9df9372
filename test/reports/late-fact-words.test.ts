import { describe, expect, it } from 'vitest';
import type { LateFact, RestatedService } from '../../shared/domain/restatement.ts';
import { whatBecameKnown } from '../../shared/reports/late-fact-words.ts';

const MINUTE = 60_000;

/** What became known on 12 November at this hour, and by how many minutes it changes downtime. */
function fact(hour: number, minutes: number, facts: Partial<LateFact> = {}): LateFact {
  return {
    recordedAt: `2026-11-12T${String(hour).padStart(2, '0')}:00:00Z`,
    what: [`fact ${hour}`],
    downtimeMs: minutes * MINUTE,
    agreedMs: 0,
    changes: minutes !== 0,
    ...facts,
  };
}

/** A service that had ten minutes of downtime, and what its restatement says of these facts. */
function told(lateFacts: readonly LateFact[], minutesMore: number): string {
  const before = { percent: '99.97', verdict: 'met', agreedMs: 44_700 * MINUTE, downtimeMs: 10 * MINUTE } as const;
  const after = { ...before, downtimeMs: before.downtimeMs + minutesMore * MINUTE };
  const service: RestatedService = {
    id: 'shop',
    name: 'Shop',
    before,
    after,
    points: '+0.0000',
    isMaterial: false,
    lateFacts,
  };
  return whatBecameKnown(service, 'UTC');
}

describe('what became known after a report was closed', () => {
  it('begins with the fact that changed the figure, though it came last, and counts what changed nothing', () => {
    const facts = [...[1, 2, 3, 4, 5, 6].map((hour) => fact(hour, 0)), fact(7, 15)];
    expect(told(facts, 15)).toBe(
      '12 Nov 2026 07:00 UTC: fact 7 (15 min more downtime); and 6 facts that change nothing here',
    );
  });

  it('is told largest change first, whichever way, and of the same size in the order of time', () => {
    expect(told([fact(1, 5), fact(2, 5), fact(3, -60), fact(4, 90), fact(5, 0)], 40)).toBe(
      [
        '12 Nov 2026 04:00 UTC: fact 4 (90 min more downtime)',
        '12 Nov 2026 03:00 UTC: fact 3 (60 min less downtime)',
        '12 Nov 2026 01:00 UTC: fact 1 (5 min more downtime)',
        '12 Nov 2026 02:00 UTC: fact 2 (5 min more downtime)',
        'and 1 fact that changes nothing here',
      ].join('; '),
    );
  });

  it('says how much the facts that are cut off change together', () => {
    // 10 + 20 + 30 + 40 + 50 are told; 1 + 2 - 9 = -6 are not.
    const facts = [1, 2, -9, 10, 20, 30, 40, 50].map((minutes, index) => fact(index, minutes));
    expect(told(facts, 144)).toMatch(
      /fact 3 \(10 min more downtime\); and 3 more facts \(together 6 min less downtime\)$/,
    );
  });

  it('says what no late fact explains', () => {
    expect(told([fact(1, 15)], 10)).toBe(
      '12 Nov 2026 01:00 UTC: fact 1 (15 min more downtime); and from the catalogue or what was approved: 5 min less downtime',
    );
    expect(told([fact(1, 0)], 10)).toBe(
      '1 fact that changes nothing here; what changed is the catalogue or what was approved',
    );
    expect(told([], 10)).toBe('nothing new from monitoring: what changed is the catalogue or what was approved');
  });

  it('says what changes agreed time, and what changes neither', () => {
    const facts = [fact(1, 0, { changes: true }), fact(2, 0, { agreedMs: -30 * MINUTE, changes: true })];
    const said = told(facts, 0);
    expect(said).toContain(
      'fact 2 (30 min less agreed time); 12 Nov 2026 01:00 UTC: fact 1 (no downtime, but another figure)',
    );
  });

  it('names the first events of a delivery that told of many', () => {
    expect(told([fact(1, 15, { what: ['a', 'b', 'c', 'd', 'e'] })], 15)).toBe(
      '12 Nov 2026 01:00 UTC: a, b, c and 2 more at once (15 min more downtime)',
    );
  });

  it('of a version from before it was kept what changes anything puts the changes of downtime first', () => {
    const { changes: _changes, ...old } = fact(1, 0);
    expect(told([old, fact(2, 15)], 15)).toBe(
      '12 Nov 2026 02:00 UTC: fact 2 (15 min more downtime); 12 Nov 2026 01:00 UTC: fact 1 (no downtime)',
    );
  });
});
