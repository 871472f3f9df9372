import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { Labels, Signal } from '../../shared/domain/signal.ts';
import { fingerprint } from '../../shared/sources/reading/fingerprint.ts';
import { sourceType } from '../../shared/sources/registry.ts';
import { payloadFiles } from '../sources/payloads.ts';

/**
 * Payloads of real senders, read by someone else. They are not ours to copy, so this runs only where there is such a
 * collection: `npm run test:collected` with its folder in `ATTAIN_COLLECTED_PAYLOADS`.
 */
const COLLECTION = process.env.ATTAIN_COLLECTED_PAYLOADS ?? 'collected-payloads';

/** Which of our sources reads which folder of the collection. */
const FOLDERS: Readonly<Record<string, string>> = {
  alertmanager: 'alertmanager',
  'cloudwatch-eventbridge': 'cloudwatch',
  cloudevents: 'generic',
};

/** Where our reading differs, and why. Every line must still be true. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'cloudevents/01': 'carries no signal of ours as data: kept in quarantine',
  'cloudevents/02': 'carries no JSON as data: kept in quarantine',
  'cloudevents/03': 'carries no signal of ours as data: kept in quarantine',
  'cloudwatch-eventbridge/01': 'an edit of an alarm is no change of state: kept in quarantine',
  'cloudwatch-eventbridge/02': 'an edit of an alarm is no change of state: kept in quarantine',
  'cloudwatch-eventbridge/03': 'an edit of an alarm is no change of state: kept in quarantine',
};

interface CollectedReading {
  readonly events: readonly CollectedEvent[];
}

interface CollectedEvent {
  readonly dedupKey: string;
  readonly status: string;
  readonly eventTime: string | null;
}

const RECEIVED_AT = Date.UTC(2026, 11, 1);

describe.each(Object.entries(FOLDERS))('collected payloads of %s', (folder, type) => {
  const payloads = payloadFiles<CollectedReading>(join(COLLECTION, folder)).map((file) => ({
    ...file,
    difference: DIFFERENCES[`${folder}/${file.name}`],
  }));
  const parse = (body: Uint8Array) => {
    const delivery = { source: 'collected', type, body, headers: {}, receivedAt: RECEIVED_AT };
    return sourceType(type).parse(delivery, { feed: 'collected' });
  };

  it('are there', () => {
    expect(payloads).not.toEqual([]);
  });

  const alike = payloads.filter(({ difference }) => difference === undefined);
  it.each(alike)(`${folder}/$name is read as its collector reads it`, ({ body, expected }) => {
    expect(parse(body).signals.map(asCollected)).toEqual(expected.events.map(ownTerms));
  });

  const different = payloads.filter(({ difference }) => difference !== undefined);
  it.each(different)(`${folder}/$name $difference`, ({ body }) => {
    expect(parse(body)).toEqual({ signals: [], rejected: [expect.anything()] });
  });
});

function asCollected(signal: Signal): CollectedEvent {
  if (signal.kind !== 'state') throw new Error(`expected a change of state; got ${signal.kind}`);
  return { dedupKey: signal.monitor, status: signal.state, eventTime: formatInstant(signal.at) };
}

/** The collectors write labels out where a fingerprint is missing; our identity is the fingerprint they would give. */
function ownTerms({ dedupKey, status, eventTime }: CollectedEvent): CollectedEvent {
  const [, labels] = /^labels:(.*)$/.exec(dedupKey) ?? [];
  return { dedupKey: labels === undefined ? dedupKey : fingerprint(labelsOf(labels)), status, eventTime };
}

function labelsOf(json: string): Labels {
  return JSON.parse(json);
}
