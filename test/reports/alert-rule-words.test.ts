import { describe, expect, it } from 'vitest';
import type { RuleInForce } from '../../shared/domain/monitor-then.ts';
import { alertRuleWords } from '../../shared/reports/alert-rule-words.ts';

const place = { source: 'am', catalogue: '1a2b3c4d5e6f' } as const;

const stale: RuleInForce = {
  ...place,
  rule: 'staleAfter',
  state: 'unknown',
  ms: 14_400_000,
  heardAt: '2026-10-04T10:00:00.000Z',
  start: '2026-10-04T14:00:00.000Z',
  end: null,
};

const merged: RuleInForce = {
  ...place,
  rule: 'mergeGap',
  state: 'down',
  ms: 300_000,
  start: '2026-10-04T10:02:00.000Z',
  end: '2026-10-04T10:03:10.000Z',
  firedAt: '2026-10-04T10:03:10.000Z',
};

const moved: RuleInForce = {
  ...place,
  rule: 'detectionOffset',
  state: 'down',
  ms: 120_000,
  start: '2026-10-04T10:03:00.000Z',
  end: '2026-10-04T10:05:00.000Z',
};

describe('an alert rule', () => {
  it.each<[RuleInForce, string]>([
    [
      stale,
      'no repeat of this alert was heard after 4 Oct 2026 10:00 UTC: with staleAfter 4 h (source am, catalogue 1a2b3c4d) ' +
        'it is unknown from 4 Oct 2026 14:00 UTC',
    ],
    [
      { ...stale, source: null, carried: true },
      'no repeat of this alert was heard after 4 Oct 2026 10:00 UTC: with staleAfter 4 h (of any source, catalogue 1a2b3c4d) ' +
        'it is unknown from 4 Oct 2026 14:00 UTC; the method goes on with the state before',
    ],
    [
      { ...stale, rule: 'openAtMost' },
      'nobody has told of an end of this alert since 4 Oct 2026 10:00 UTC: with openAtMost 4 h (source am, catalogue 1a2b3c4d) ' +
        'it is unknown from 4 Oct 2026 14:00 UTC until somebody does',
    ],
    [
      merged,
      'resolved at 4 Oct 2026 10:02 UTC, fired again at 4 Oct 2026 10:03:10 UTC: within mergeGap 5 min ' +
        '(source am, catalogue 1a2b3c4d), so it stayed down',
    ],
    [
      { ...merged, state: 'unknown', firedAt: '2026-10-04T10:08:00.000Z' },
      'resolved at 4 Oct 2026 10:02 UTC, fired again at 4 Oct 2026 10:08 UTC (begun at 4 Oct 2026 10:03:10 UTC by ' +
        'detectionOffset): within mergeGap 5 min (source am, catalogue 1a2b3c4d), so that time is unknown',
    ],
    [
      moved,
      'fired at 4 Oct 2026 10:05 UTC: detectionOffset 2 min (source am, catalogue 1a2b3c4d) puts the beginning at ' +
        '4 Oct 2026 10:03 UTC',
    ],
    [
      { ...moved, start: '2026-10-04T10:04:00.000Z' },
      'fired at 4 Oct 2026 10:05 UTC: detectionOffset 2 min (source am, catalogue 1a2b3c4d) puts the beginning at ' +
        '4 Oct 2026 10:04 UTC, where the change before it was',
    ],
  ])('is told with its length, its source and the version of the catalogue: %o', (rule, text) => {
    expect(alertRuleWords(rule, 'UTC')).toBe(text);
  });

  it('is told in the zone of the agreement', () => {
    expect(alertRuleWords(moved, 'Europe/Berlin')).toContain('puts the beginning at 4 Oct 2026 12:03 CEST');
  });
});
