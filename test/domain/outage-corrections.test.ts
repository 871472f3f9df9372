import { describe, expect, it } from 'vitest';
import { correctionsBehind } from '../../shared/domain/outage-corrections.ts';
import type { Outage } from '../../shared/domain/result.ts';
import { reclassification } from '../support/attainment-builder.ts';

const time = (clock: string) => `2026-10-14T${clock}:00.000Z`;

const outage = (overrides: Partial<Outage> = {}): Outage => ({
  start: time('10:00'),
  end: time('11:00'),
  countedMs: 3_600_000,
  monitors: ['probe'],
  ...overrides,
});

describe('the corrections behind an outage', () => {
  it('are those in force that say what the service was in it', () => {
    expect(correctionsBehind(outage())).toEqual([]);
    expect(correctionsBehind(outage(), [reclassification()])).toEqual(['COR-1']);
    expect(correctionsBehind(outage(), [reclassification({ state: 'proposed' })])).toEqual([]);
    expect(correctionsBehind(outage(), [reclassification({ action: 'exclude' })])).toEqual([]);
  });

  it('have an instant in common with it; one that lasts has no end', () => {
    const touching = reclassification({ start: time('11:00'), end: time('11:30') });
    expect(correctionsBehind(outage(), [touching])).toEqual([]);
    expect(correctionsBehind(outage({ end: null }), [touching])).toEqual(['COR-1']);
    expect(correctionsBehind(outage(), [reclassification({ start: time('09:00'), end: time('10:00') })])).toEqual([]);
  });

  it('are of a service that it depends on only where no monitor saw anything', () => {
    const other = reclassification({ service: 'payments' });
    expect(correctionsBehind(outage(), [other])).toEqual([]);
    expect(correctionsBehind(outage({ monitors: [] }), [other])).toEqual(['COR-1']);
  });
});
