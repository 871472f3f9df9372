import { expect, it } from 'vitest';
import { describeEvent } from '../../shared/domain/describe-event.ts';
import type { LedgerEvent } from '../../shared/domain/event.ts';

const at = Date.UTC(2026, 9, 14, 7, 12);
const proposal = { proposedBy: 'Sam', proposedAt: at, reason: 'other' } as const;

it.each<[LedgerEvent, string]>([
  [
    { kind: 'state', service: 's', monitor: 'probe', stream: 'eu-1', state: 'down', at },
    'down, said by probe (eu-1) of 2026-10-14T07:12:00.000Z',
  ],
  [
    { kind: 'incident', service: 's', incident: 'INC-1', phase: 'restored', priority: 'P1', at },
    'incident INC-1 restored of 2026-10-14T07:12:00.000Z',
  ],
  [
    { kind: 'maintenance', service: 's', maintenance: 'CHG-7', start: at, end: at + 1, announcedAt: at - 60_000 },
    'maintenance CHG-7 of 2026-10-14T07:12:00.000Z, announced 2026-10-14T07:11:00.000Z',
  ],
  [
    { kind: 'count', service: 's', indicator: 'requests', good: 9, total: 10, start: at, end: at + 1 },
    '9 of 10 good of requests from 2026-10-14T07:12:00.000Z',
  ],
  [{ kind: 'heartbeat', feed: 'probes', at, every: 60_000 }, 'sign of life of probes of 2026-10-14T07:12:00.000Z'],
  [
    { kind: 'correction', service: 's', correction: 'COR-7', action: 'exclude', start: at, end: at + 1, ...proposal },
    'correction COR-7 proposed by Sam',
  ],
  [
    { kind: 'approval', service: 's', correction: 'COR-7', approvedBy: 'Kim', decision: 'approved', at },
    'correction COR-7 approved by Kim',
  ],
])('an event of kind %o is told in a line', (event, line) => {
  expect(describeEvent(event)).toBe(line);
});
