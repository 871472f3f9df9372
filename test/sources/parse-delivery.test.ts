import { describe, expect, it } from 'vitest';
import type { Catalogue, Source } from '../../shared/domain/catalogue.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 6, 10);

const alertmanager: Source = {
  id: 'alertmanager-us',
  type: 'alertmanager',
  auth: { type: 'open' },
  heartbeat: { everyMs: 1_800_000, allowedGapMs: 5_400_000 },
  silenceMeans: 'up',
  relay: false,
};

function parse(source: string, sources: readonly Source[]) {
  const catalogue: Catalogue = {
    organization: { name: 'Example Commerce', owner: { name: 'Mara Lindqvist', email: 'mara.lindqvist@example.com' } },
    effectiveFrom: 0,
    calendars: {},
    sources,
    services: [],
    agreements: [],
  };
  const body = Buffer.from('{"alerts":[{"status":"firing","labels":{"alertname":"Watchdog"}}]}');
  return parseDelivery({ source, body, headers: {}, receivedAt: RECEIVED_AT }, catalogue);
}

describe('a delivery', () => {
  it('is read as its source speaks, and its sign of life lasts as the catalogue says', () => {
    expect(parse('alertmanager-us', [alertmanager])).toEqual({
      signals: [{ kind: 'heartbeat', feed: 'alertmanager-us', at: RECEIVED_AT, every: 1_800_000 }],
      rejected: [],
      noted: [],
    });
  });

  it('of a source without a heartbeat is read too', () => {
    const { heartbeat: _heartbeat, ...silent } = alertmanager;
    expect(parse('alertmanager-us', [silent]).signals).toMatchObject([{ every: 300_000 }]);
  });

  it('of a source that left the catalogue is set aside', () => {
    expect(parse('gone', [alertmanager])).toEqual({
      signals: [],
      rejected: [{ reason: 'unreadable', detail: 'the catalogue has no source "gone"' }],
      noted: [],
    });
  });

  it('of a type that left the registry is set aside', () => {
    expect(parse('alertmanager-us', [{ ...alertmanager, type: 'grafna' }]).rejected).toEqual([
      { reason: 'unreadable', detail: 'source "alertmanager-us" has type "grafna", which is not known' },
    ]);
  });
});
