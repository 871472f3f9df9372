import { expect, it } from 'vitest';
import type { Signal } from '../../shared/domain/signal.ts';
import { signalText } from '../../shared/store/signal-text.ts';

const AT = Date.UTC(2026, 9, 14, 7, 12);

it.each<[Signal, object]>([
  [
    { kind: 'state', monitor: 'probe', state: 'up', at: AT, previous: 'down', since: 0, labels: { at: '7' } },
    { at: '2026-10-14T07:12:00.000Z', since: '1970-01-01T00:00:00.000Z', labels: { at: '7' } },
  ],
  [
    { kind: 'state', monitor: 'probe', state: 'down', at: 0, heardAt: AT },
    { at: '1970-01-01T00:00:00.000Z', heardAt: '2026-10-14T07:12:00.000Z' },
  ],
  [
    { kind: 'maintenance', maintenance: 'm', services: ['a'], start: AT, end: AT, announcedAt: 0, cancelledAt: 0 },
    {
      start: '2026-10-14T07:12:00.000Z',
      end: '2026-10-14T07:12:00.000Z',
      announcedAt: '1970-01-01T00:00:00.000Z',
      cancelledAt: '1970-01-01T00:00:00.000Z',
    },
  ],
  [
    { kind: 'count', indicator: 'i', good: 1, total: 2, start: 0, end: AT },
    { good: 1, total: 2, start: '1970-01-01T00:00:00.000Z', end: '2026-10-14T07:12:00.000Z' },
  ],
])('the text of a signal has its times in ISO 8601: %j', (signal, expected) => {
  expect(JSON.parse(signalText(signal))).toEqual({ ...signal, ...expected });
});
