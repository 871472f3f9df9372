import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { IncidentSignal, Labels, Signal, StateSignal } from '../../shared/domain/signal.ts';
import { keptHeaders } from '../../shared/sources/kept-headers.ts';
import { TIME_LABEL } from '../../shared/sources/reading/event-time.ts';
import { fingerprint } from '../../shared/sources/reading/fingerprint.ts';
import { sourceType } from '../../shared/sources/registry.ts';
import { needsMending, type Parsed } from '../../shared/sources/source.ts';
import { payloadFiles } from '../sources/payloads.ts';

/**
 * Payloads of real senders, read by someone else. They are not ours to copy, so this runs only where there is such a
 * collection: `npm run test:collected` with its folder in `ATTAIN_COLLECTED_PAYLOADS`.
 */
const COLLECTION = process.env.ATTAIN_COLLECTED_PAYLOADS ?? 'collected-payloads';

/** Which of our sources reads which folder of the collection. */
const FOLDERS: Readonly<Record<string, string>> = {
  alertmanager: 'alertmanager',
  'azure-monitor': 'azure-monitor',
  'aws-health': 'aws-health',
  'aws-health-putevents': 'aws-health',
  'cloudwatch-eventbridge': 'cloudwatch',
  'cloudwatch-lambda-action': 'cloudwatch',
  'cloudwatch-sns-message': 'cloudwatch',
  'cloudwatch-synthetics': 'cloudwatch-synthetics',
  cloudevents: 'generic',
  grafana: 'grafana',
  'grafana-legacy': 'grafana-legacy',
  betterstack: 'betterstack',
  datadog: 'datadog',
  newrelic: 'newrelic',
  opsgenie: 'opsgenie',
  pagerduty: 'pagerduty',
  'pagerduty-legacy': 'pagerduty-legacy',
  pingdom: 'pingdom',
  'uptime-kuma': 'uptime-kuma',
  uptimerobot: 'uptimerobot',
  'gcp-monitoring': 'gcp-monitoring',
  icinga2: 'icinga2',
  librato: 'librato',
  thousandeyes: 'thousandeyes',
  zabbix: 'zabbix',
  sns: 'sns',
  'sns-lambda': 'sns',
  freshping: 'freshping',
  freshstatus: 'freshstatus',
  onlineornot: 'onlineornot',
  statuspage: 'statuspage',
  updown: 'updown',
  sentry: 'sentry',
};

/** Where our reading differs, and why. Every line must still be true. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'grafana/01': 'a test of the contact point, not a resolved alert',
  'grafana-legacy/02': 'a test of the channel (ruleId 0), not an alert',
  'grafana-legacy/03': 'a test of the channel (ruleId 0), not an alert',
  'grafana-legacy/05': 'a test of the channel (ruleId 0), not an alert',
  'uptime-kuma/01': 'its local time and the offset beside it are a time, too',
  'uptime-kuma/05': 'its local time and the offset beside it are a time, too',
  'newrelic/02': 'a test of the channel, of incident 0 and the product TESTING: counts for nothing',
  'newrelic/03': 'names when the issue was created alone: it is over when we hear of it, not when it began',
  'newrelic/05': 'its time stands under timestamp',
  'newrelic/08': 'an id and a state are enough to read an issue',
  'sentry/02': 'names its issue by the address alone, which holds its id',
  'sentry/04': 'names its issue by the address alone, which holds its id',
  'sentry/08': 'names its issue by the address alone, which holds its id',
  'sentry/09': 'names its issue by the address alone, which holds its id',
  'sentry/11': 'names its issue by the address alone, which holds its id',
};

interface CollectedReading {
  readonly events: readonly CollectedEvent[];
  readonly request?: { readonly headers?: readonly (readonly [string, string])[]; readonly line?: string };
}

/** Identity, what it says and when; no time where none is named or none that can be true. */
interface CollectedEvent {
  readonly dedupKey: string | null;
  readonly status: string;
  readonly eventTime: string | null;
}

const RECEIVED_AT = Date.UTC(2026, 11, 1);

describe.each(Object.entries(FOLDERS))('collected payloads of %s', (folder, type) => {
  const payloads = payloadFiles<CollectedReading>(join(COLLECTION, folder)).map((file) => ({
    ...file,
    difference: DIFFERENCES[`${folder}/${file.name}`],
  }));
  const read = ({ body, expected: { request } }: (typeof payloads)[number]) => {
    const headers = keptHeaders(type, Object.fromEntries(request?.headers ?? []));
    const query = request?.line?.split(' ')[1]?.split('?')[1];
    const delivery = { source: 'collected', type, body, headers, receivedAt: RECEIVED_AT };
    const parsed = sourceType(type).parse(
      { ...delivery, ...(query !== undefined && { query }) },
      { feed: 'collected' },
    );
    return inCollectorsTerms(parsed);
  };

  it('are there', () => {
    expect(payloads).not.toEqual([]);
  });

  const alike = payloads.filter(({ difference }) => difference === undefined);
  it.each(alike)(`${folder}/$name is read as its collector reads it`, (payload) => {
    expect(read(payload)).toEqual(payload.expected.events.map(ownTerms));
  });

  // A difference that is none any more must leave the list.
  const different = payloads.filter(({ difference }) => difference !== undefined);
  it.each(different)(`${folder}/$name differs: $difference`, (payload) => {
    expect(read(payload)).not.toEqual(payload.expected.events.map(ownTerms));
  });
});

/** What we read, in the order of the delivery as far as our answer keeps it: states first, then what is only noted. */
function inCollectorsTerms({ signals, rejected }: Parsed): CollectedEvent[] {
  // Maintenance of several components is a signal for each, but one event.
  const states = signals.flatMap(collected).filter((event, index, all) => {
    const same = all.findIndex((other) => isDeepStrictEqual(other, event));
    return event.status !== 'maintenance' || same === index;
  });
  const notes = rejected
    .filter((rejection) => !needsMending(rejection))
    .map(({ reason, stream, at }) => ({
      dedupKey: stream ?? null,
      status: reason === 'maintenance' ? 'maintenance' : 'info',
      eventTime: at === undefined ? null : formatInstant(at),
    }));
  return [...states, ...notes];
}

function collected(signal: Signal): CollectedEvent[] {
  switch (signal.kind) {
    case 'state': {
      // The collectors have no word of their own for what is not known.
      const status = signal.state === 'unknown' ? 'info' : signal.state;
      return [{ dedupKey: signal.monitor, status, eventTime: timeOf(signal) }];
    }
    case 'incident':
      // The other milestones come beside a state, which says the same.
      if (signal.phase !== 'acknowledged') return [];
      return [{ dedupKey: signal.incident, status: 'acknowledged', eventTime: timeOf(signal) }];
    case 'maintenance':
      // When it is planned for, as the collectors take it, and not when it was announced.
      return [{ dedupKey: signal.maintenance, status: 'maintenance', eventTime: formatInstant(signal.start) }];
    default:
      return [{ dedupKey: null, status: signal.kind, eventTime: null }];
  }
}

function timeOf({ at, labels }: Pick<StateSignal | IncidentSignal, 'at' | 'labels'>): string | null {
  return labels?.[TIME_LABEL] === 'receipt' ? null : formatInstant(at);
}

/** The collectors write labels out where a fingerprint is missing; our identity is the fingerprint they would give. */
function ownTerms({ dedupKey, status, eventTime }: CollectedEvent): CollectedEvent {
  const [, labels] = /^labels:(.*)$/.exec(dedupKey ?? '') ?? [];
  return { dedupKey: labels === undefined ? dedupKey : fingerprint(labelsOf(labels)), status, eventTime };
}

function labelsOf(json: string): Labels {
  return JSON.parse(json);
}
