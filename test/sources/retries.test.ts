import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, type SourcedSignal } from '../../shared/domain/compute.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { sourceTypes } from '../../shared/sources/registry.ts';
import type { Delivery } from '../../shared/store/deliveries.ts';
import { BY_HAND, outcomes, shop } from './outages/outcomes.ts';
import { STORIES } from './outages/stories.ts';

/** Where no payload says when: what comes hours late is heard as something new. */
const COUNTED_FROM_RECEIPT: Readonly<Record<string, string>> = {
  gatus: 'the template of an alert knows no time',
  'grafana-legacy': 'a legacy alert tells no time',
  onlineornot: 'the webhook of a check tells no time',
  statuscake: 'the webhook of a test tells no time',
};

/** A sender that got no answer tries again. */
const AT_ONCE_MS = 2_000;
/** Longer than any of the outages, and shorter than from one to the next. */
const LONG_MS = 3 * 3_600_000;

const deliveries = STORIES.flatMap((story) => story.deliveries);

function receivedAfter(ms: number): Delivery[] {
  return deliveries.map((delivery) => ({ ...delivery, receivedAt: delivery.receivedAt + ms }));
}

function signalsIn(received: readonly Delivery[]): SourcedSignal[] {
  return received.flatMap((delivery) =>
    parseDelivery(delivery, shop.catalogue).signals.map((signal) => ({ signal, source: delivery.source })),
  );
}

async function outcomesOf(received: readonly Delivery[]): Promise<Record<string, readonly string[]>> {
  const folded = foldSignals([shop], signalsIn(received));
  return await outcomes((question) => knowledgeOf(folded, question));
}

/** Stories that end otherwise than they were worked out by hand to. */
async function othersOf(received: readonly Delivery[]): Promise<string[]> {
  const found = await outcomesOf(received);
  return Object.keys(BY_HAND).filter((id) => !isDeepStrictEqual(found[id], BY_HAND[id]));
}

describe('two outages in the words of every sender', () => {
  it('are told by every source type', () => {
    expect(new Set(STORIES.map(({ type }) => type))).toEqual(new Set(sourceTypes.map(({ name }) => name)));
  });

  it('come to what was worked out by hand', async () => {
    expect(await outcomesOf(deliveries)).toEqual(BY_HAND);
  });

  it('come to the same when each delivery is sent again at once', async () => {
    expect(await outcomesOf([...deliveries, ...receivedAfter(AT_ONCE_MS)])).toEqual(BY_HAND);
  });

  it.each([
    ['sent again', [...deliveries, ...receivedAfter(LONG_MS)]],
    ['received for the first time', receivedAfter(LONG_MS)],
  ])('come to the same when each delivery is %s hours after, if it says when', async (_how, received) => {
    expect(await othersOf(received)).toEqual(Object.keys(COUNTED_FROM_RECEIPT));
  });

  it('are marked as counted from receipt where they are', () => {
    const marked = signalsIn(deliveries).filter(
      ({ signal }) => signal.kind === 'state' && signal.labels?.attain_time === 'receipt',
    );
    expect([...new Set(marked.map(({ source }) => source))]).toEqual(Object.keys(COUNTED_FROM_RECEIPT));
  });
});
