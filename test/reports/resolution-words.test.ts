import { expect, it } from 'vitest';
import { resolutionWords } from '../../shared/reports/resolution-words.ts';

it('says of each monitor how often it looks and how late it tells, as far as the catalogue does', () => {
  const monitors = [
    { id: 'probe', everyMs: 60_000 },
    { id: 'alerts', alertRules: { detectionOffsetMs: 120_000 } },
    { id: 'both', everyMs: 30_000, alertRules: { detectionOffsetMs: 45_000, staleAfterMs: 1 } },
    { id: 'silent', alertRules: { staleAfterMs: 1 } },
  ];
  expect(resolutionWords(monitors)).toBe(
    'probe looks every 1 min; alerts tells of trouble 2 min late, which is made up for; ' +
      'both looks every 30 s and tells of trouble 45 s late, which is made up for',
  );
  expect(resolutionWords([{ id: 'silent' }])).toBe('');
});
