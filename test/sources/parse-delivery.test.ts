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
  const body = Buffer.from('{"alerts":[{"status":"firing","labels":{"alertname":"Watchdog"}}]}');
  return parseDelivery({ source, body, headers: {}, receivedAt: RECEIVED_AT }, catalogueOf(sources));
}

function catalogueOf(sources: readonly Source[]): Catalogue {
  return {
    organization: { name: 'Example Commerce', owner: { name: 'Mara Lindqvist', email: 'mara.lindqvist@example.com' } },
    effectiveFrom: 0,
    calendars: {},
    sources,
    services: [],
    agreements: [],
  };
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

describe('the subscription of a topic', () => {
  const body = Buffer.from(
    JSON.stringify({
      Type: 'SubscriptionConfirmation',
      MessageId: 'm-1',
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
      Message: 'You have chosen to subscribe to the topic.',
      Timestamp: '2026-10-06T09:59:58.000Z',
      Token: 'tok3n',
      SubscribeURL: 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=tok3n',
    }),
  );
  const at = Date.UTC(2026, 9, 6, 9, 59, 58);
  const parseFrom = (type: string, auth: Source['auth']) => {
    const catalogue = catalogueOf([{ id: 'topic', type, auth, silenceMeans: 'up', relay: false }]);
    return parseDelivery({ source: 'topic', body, headers: {}, receivedAt: RECEIVED_AT }, catalogue);
  };

  it.each(['sns', 'cloudwatch', 'cloudwatch-synthetics', 'aws-health'])(
    'waits in quarantine where a secret is all that its sender of type %s shows, with how to confirm it, and without its token',
    (type) => {
      const { rejected, noted } = parseFrom(type, { type: 'path', secret: 'attain/topic' });
      expect(noted).toEqual([]);
      expect(rejected).toEqual([
        { reason: 'unconfirmed', stream: 'm-1', at, detail: expect.stringContaining('waits to be confirmed') },
      ]);
      expect(rejected[0]?.detail).toContain('"arn:aws:sns:eu-central-1:123456789012:alarms"');
      expect(rejected[0]?.detail).toContain('aws sns confirm-subscription');
      expect(JSON.stringify(rejected)).not.toContain('tok3n');
    },
  );

  it('is noted where it was confirmed by its signature', () => {
    const { rejected, noted } = parseFrom('sns', {
      type: 'sns',
      topics: ['arn:aws:sns:eu-central-1:123456789012:alarms'],
    });
    expect(rejected).toEqual([]);
    expect(noted).toMatchObject([{ reason: 'not-a-signal', stream: 'm-1', at }]);
  });
});
