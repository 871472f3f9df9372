import { describe, expect, it } from 'vitest';
import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { sourceType } from '../../shared/sources/registry.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';

const HOUR = 3_600_000;
const WINDOW = { start: '2026-10-20T02:00:00Z', end: '2026-10-20T04:00:00Z' };

/** Scheduled on the 10th, and again with each of its updates. */
function statuspage(...updatedAt: readonly string[]): object {
  const updates = ['2026-10-10T09:00:00Z', ...updatedAt].map((time) => ({ status: 'scheduled', created_at: time }));
  return {
    page: { id: 'p1' },
    incident: {
      ...{ id: 'm1', name: 'New disks', status: 'scheduled', impact: 'maintenance' },
      created_at: '2026-10-10T09:00:00Z',
      scheduled_for: WINDOW.start,
      scheduled_until: WINDOW.end,
      incident_updates: updates.toReversed(),
      components: [{ id: 'c1', name: 'API' }],
    },
  };
}

function health(time: string): object {
  const change = { eventTypeCategory: 'scheduledChange', statusCode: 'upcoming', service: 'RDS' };
  return {
    ...{
      version: '0',
      id: time,
      source: 'aws.health',
      'detail-type': 'AWS Health Event',
      time,
      region: 'eu-central-1',
    },
    detail: {
      ...change,
      eventArn: 'arn:aws:health:eu-central-1::event/RDS/1',
      startTime: WINDOW.start,
      endTime: WINDOW.end,
    },
  };
}

const SENDERS = [
  [
    'statuspage',
    [statuspage(), statuspage('2026-10-19T16:00:00Z'), statuspage('2026-10-19T16:00:00Z', '2026-10-20T01:00:00Z')],
  ],
  ['aws-health', [health('2026-10-10T09:00:00Z'), health('2026-10-19T16:00:00Z')]],
] as const;

describe.each(SENDERS)('maintenance that %s announces again and again', (type, messages) => {
  /** With 72 hours of notice agreed. */
  const maintenanceMs = (bodies: readonly object[]) => {
    const monitors = [{ ...monitor({ id: 'supplier', source: 'supplier' }), match: {} }];
    const versions = [
      version({
        sources: [source({ id: 'supplier', type })],
        services: [service({ monitors })],
        agreements: [agreement({ maintenanceNoticeMs: 72 * HOUR })],
      }),
    ];
    const signals = bodies.flatMap((body) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const receivedAt = parseInstant('2026-10-20T01:00:05Z');
      return sourceType(type).parse(
        { source: 'supplier', type, body: bytes, headers: {}, receivedAt },
        { feed: 'supplier' },
      ).signals;
    });
    const folded = foldSignals(
      versions,
      signals.map((signal) => ({ signal, source: 'supplier' })),
    );
    const now = parseInstant('2026-10-25T00:00:00Z');
    const [attainment] = computeAttainments(versions, folded, { period: '2026-10', method: undefined, now });
    return attainment?.ms.maintenance;
  };

  it('is in time as it was announced first, in whatever order the updates come', () => {
    expect(maintenanceMs(messages)).toBe(2 * HOUR);
    expect(maintenanceMs(messages.toReversed())).toBe(2 * HOUR);
  });

  it('is too late where only the last of them was ever heard', () => {
    expect(maintenanceMs(messages.slice(-1))).toBe(0);
  });
});
