import { describe, expect, it } from 'vitest';
import type { Knowledge } from '../../shared/domain/evaluate.ts';
import type { StreamHistory } from '../../shared/domain/fold.ts';
import { wasObserved } from '../../shared/domain/observed.ts';

const period = { name: 'hundreds', timeZone: 'UTC', start: 100, end: 200 };

/** A stream that spoke at these instants. */
function spoke(...instants: number[]): StreamHistory {
  return { monitor: 'probe', stream: `since ${instants[0]}`, changes: instants.map((at) => ({ at, state: 'up' })) };
}

function observed(known: Partial<Pick<Knowledge, 'streams' | 'dependencies' | 'beats'>>): boolean {
  const nothing = { streams: [], dependencies: {}, maintenance: [], beats: {}, counts: [], incidents: [] };
  return wasObserved({ period }, { ...nothing, ...known });
}

describe('somebody was there to listen', () => {
  it('if any stream ever spoke before the period was over, of the service or of one it depends on', () => {
    expect(observed({ streams: [spoke(50)] })).toBe(true);
    expect(observed({ streams: [spoke(300), spoke(199, 300)] })).toBe(true);
    expect(observed({ dependencies: { payments: [], search: [spoke(150)] } })).toBe(true);
  });

  it('if any feed gave a sign of life in the period', () => {
    expect(observed({ beats: { am: [50, 100, 300], kuma: [] } })).toBe(true);
    expect(observed({ beats: { am: [199] }, streams: [spoke(300)] })).toBe(true);
  });

  it('if not, not: silence must not be sold as a good month', () => {
    expect(observed({})).toBe(false);
    expect(observed({ streams: [spoke(200)], beats: { am: [50, 99, 200] } })).toBe(false);
    expect(observed({ streams: [spoke()], dependencies: { payments: [spoke(200, 300)] } })).toBe(false);
  });
});
