import { describe, expect, it } from 'vitest';
import { foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { StateSignal } from '../../shared/domain/signal.ts';
import { lastingName, underLastingNames } from '../../shared/domain/stream-alias.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

const sender = { ...source({ id: 'am' }), aliases: [{ from: 'new', to: 'old' }] };

describe('a stream with another name', () => {
  it('keeps the one that the catalogue says, in one step', () => {
    const both = { aliases: [...sender.aliases, { from: 'newest', to: 'new' }] };
    expect(['new', 'old', 'other', 'newest'].map((name) => lastingName(name, both))).toEqual([
      ...['old', 'old', 'other'],
      'new',
    ]);
    expect(lastingName('new', undefined)).toBe('new');
  });

  it('is one outage: what ends under the new name ends what began under the old', () => {
    const alert = { kind: 'state', labels: { service: 'checkout' } } as const;
    const signals: StateSignal[] = [
      { ...alert, monitor: 'old', state: 'down', at: parseInstant('2026-10-14T08:00:00Z') },
      { ...alert, monitor: 'new', state: 'down', at: parseInstant('2026-10-14T08:30:00Z') },
      { ...alert, monitor: 'new', state: 'up', previous: 'down', at: parseInstant('2026-10-14T09:00:00Z') },
    ];
    const outagesWith = (am: typeof sender | ReturnType<typeof source>) => {
      const monitors = [monitor({ id: 'alerts', source: 'am', match: { service: 'checkout' } })];
      const versions = [version({ sources: [am], services: [service({ monitors })] })];
      const folded = foldSignals(
        versions,
        signals.map((signal) => ({ signal, source: 'am' })),
      );
      const now = parseInstant('2026-10-14T10:00:00Z');
      const [attainment] = countTwice(versions, folded, { period: '2026-10', method: undefined, now });
      return attainment?.outages.map(({ start, end }) => [start, end]);
    };
    expect(outagesWith(source({ id: 'am' }))).toEqual([['2026-10-14T08:00:00.000Z', null]]);
    expect(outagesWith(sender)).toEqual([['2026-10-14T08:00:00.000Z', '2026-10-14T09:00:00.000Z']]);
  });
});

describe('what a sender says of its streams when it is asked', () => {
  const said = (name: string, state: 'up' | 'down') => ({ monitor: name, state, labels: {} });

  it('is under the names that they keep', () => {
    expect(underLastingNames([said('new', 'down'), said('b', 'up')], sender)).toEqual([
      said('old', 'down'),
      said('b', 'up'),
    ]);
  });

  it('is no end under the old name while there is trouble under the new one', () => {
    expect(underLastingNames([said('old', 'up'), said('new', 'down')], sender)).toEqual([said('old', 'down')]);
    expect(underLastingNames([said('old', 'up')], sender)).toEqual([said('old', 'up')]);
    // A sender without other names is taken at its word.
    const both = [said('old', 'up'), said('old', 'down')];
    expect([underLastingNames(both, source({ id: 'am' })), underLastingNames(both, undefined)]).toEqual([both, both]);
  });
});
