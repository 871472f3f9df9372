import { describe, expect, it } from 'vitest';
import type { Signal, StateSignal } from '../../../shared/domain/signal.ts';
import { parseDelivery } from '../../../shared/sources/parse-delivery.ts';
import { reconciledDeliveries } from '../../../shared/sources/reconcile/delivery.ts';
import { catalogue, source } from '../../support/catalogue.ts';
import { NOW } from './answers.ts';

const shop = catalogue({ sources: [source({ id: 'am', type: 'alertmanager' })] });

function readAgain(signals: readonly Signal[]): readonly (readonly Signal[])[] {
  return reconciledDeliveries(signals, NOW).map((delivery) => {
    const { signals: read, rejected } = parseDelivery({ ...delivery, source: 'am', receivedAt: NOW }, shop);
    expect(rejected).toEqual([]);
    return read;
  });
}

function state(monitor: string, labels: Readonly<Record<string, string>> = {}): StateSignal {
  return { kind: 'state', monitor, state: 'up', at: NOW, labels };
}

describe('what polls found out', () => {
  it('is read again as it was said, marked, whatever the type of its source', () => {
    const restored = { kind: 'incident', incident: 'Q1', phase: 'restored', priority: '', at: NOW } as const;
    expect(readAgain([state('f1', { service: 'checkout' }), restored])).toEqual([
      [
        state('f1', { service: 'checkout', attain_origin: 'reconciled' }),
        { ...restored, labels: { attain_origin: 'reconciled' } },
      ],
    ]);
  });

  it('keeps its marks when a sender has as many labels as a signal may have', () => {
    const many = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`l${index}`, 'x']));
    const [[read] = []] = readAgain([state('f1', { ...many, attain_time: 'poll' })]);
    const { labels = {} } = read?.kind === 'state' ? read : {};
    expect(Object.keys(labels)).toHaveLength(64);
    expect(labels).toMatchObject({ l61: 'x', attain_time: 'poll', attain_origin: 'reconciled' });
    expect(labels).not.toHaveProperty('l62');
  });

  it('makes several deliveries when it is much, and none when it is nothing', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => state(`f${index}`));
    expect(readAgain(many).map(({ length }) => length)).toEqual([500, 500, 1]);
    expect(reconciledDeliveries([], NOW)).toEqual([]);
  });

  it('is nothing that the body alone can say', () => {
    const [delivery] = reconciledDeliveries([state('f1')], NOW);
    const body = delivery?.body ?? new Uint8Array();
    const { signals } = parseDelivery({ body, headers: {}, source: 'am', receivedAt: NOW }, shop);
    expect(signals).toEqual([]);
  });
});
