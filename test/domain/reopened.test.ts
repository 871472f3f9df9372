import { expect, it } from 'vitest';
import { reopenedAfter } from '../../shared/domain/reopened.ts';

it('an outage is reopened when the service was up for no longer than 15 minutes before it', () => {
  const outages = [
    { start: '2026-10-14T07:00:00Z', end: '2026-10-14T07:10:00Z' },
    { start: '2026-10-14T07:14:00Z', end: '2026-10-14T07:20:00Z' },
    { start: '2026-10-14T07:35:00Z', end: '2026-10-14T07:40:00Z' },
    { start: '2026-10-14T07:55:00.001Z', end: null },
  ];
  // Up for 4 min, for exactly 15, and for a millisecond more.
  expect(reopenedAfter(outages)).toEqual([undefined, 240_000, 900_000, undefined]);
});
