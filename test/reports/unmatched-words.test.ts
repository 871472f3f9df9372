import { describe, expect, it } from 'vitest';
import type { UnmatchedGroup } from '../../shared/domain/unmatched.ts';
import { commonWords, exampleWords, unmatchedSummary } from '../../shared/reports/unmatched-words.ts';

function group(more: Partial<UnmatchedGroup> = {}): UnmatchedGroup {
  const at = '2026-10-14T08:00:00.000Z';
  const why = 'no monitor matches';
  return { source: 'am', why, labels: {}, streams: 1, count: 1, first: at, last: at, examples: ['a'], ...more };
}

describe('what belongs to no service', () => {
  it('is shown up to 25 groups, with what there is in all and beside them', () => {
    const groups = Array.from({ length: 27 }, (_, index) => group({ streams: index === 0 ? 974 : 2, count: 100 }));
    const { total, shown, more } = unmatchedSummary(groups);
    expect(total).toBe('1,026 streams in 27 groups, 2,700 parts in quarantine.');
    expect(shown).toHaveLength(25);
    expect(more).toBe('And 4 streams in 2 groups, 200 parts more.');
    expect(unmatchedSummary([group()])).toEqual({
      total: '1 stream in 1 group, 1 part in quarantine.',
      shown: [group()],
    });
  });

  it('has its labels in common, or something else', () => {
    expect(commonWords(group({ labels: { service: 'a', env: 'b\u202e' } }))).toBe('service="a", env="b"');
    expect(commonWords(group())).toBe('no label in common');
    expect(commonWords(group({ why: 'no service named …' }))).toBe('no service named …');
  });

  it('is named by examples', () => {
    expect(exampleWords({ streams: 1, examples: ['a\nb'] })).toBe('a b');
    expect(exampleWords({ streams: 1_003, examples: ['a', 'b', 'c'] })).toBe('a, b, c and 1,000 more');
  });
});
