import { describe, expect, it } from 'vitest';
import { correctClaims, reasonOf } from '../../shared/domain/correct-time.ts';
import type { Claim } from '../../shared/domain/layer.ts';
import type { CorrectiveAction } from '../../shared/domain/signal.ts';
import { proposal } from '../support/corrections.ts';

const all = [{ start: 0, end: 100 }];
const outOfHours: Claim = { class: 'outOfHours', intervals: all };
const agreed: Claim = { class: 'excluded', intervals: all, reason: 'Exercise' };
const maintenance: Claim = { class: 'maintenance', intervals: all, reason: 'CHG-7' };

const corrected = (claims: readonly Claim[], action: CorrectiveAction) => correctClaims(claims, [proposal(action)]);

describe('what a correction excludes', () => {
  const exclude = { action: 'exclude', start: 20, end: 50 } as const;
  const excluded: Claim = { class: 'excluded', intervals: [{ start: 20, end: 50 }], reason: 'COR-7, other' };

  it('is heard after what the catalogue says, and before maintenance', () => {
    expect(corrected([outOfHours, agreed, maintenance], exclude)).toEqual([outOfHours, agreed, excluded, maintenance]);
    expect(corrected([maintenance], exclude)).toEqual([excluded, maintenance]);
    expect(corrected([outOfHours], exclude)).toEqual([outOfHours, excluded]);
  });
});

describe('what a correction includes', () => {
  it('is no exclusion and no maintenance any more, and is in hours no more than before', () => {
    const rest = [
      { start: 0, end: 20 },
      { start: 50, end: 100 },
    ];
    expect(corrected([outOfHours, agreed, maintenance], { action: 'include', start: 20, end: 50 })).toEqual([
      outOfHours,
      { ...agreed, intervals: rest },
      { ...maintenance, intervals: rest },
    ]);
  });
});

describe('what a correction says the service was', () => {
  it('leaves alone what is claimed of that time', () => {
    const reclassify = { action: 'reclassify', start: 20, end: 50, state: 'down' } as const;
    expect(corrected([agreed, maintenance], reclassify)).toEqual([agreed, maintenance]);
  });
});

describe('why a correction leaves time out', () => {
  it('is its id and its reason, and the note where there is one', () => {
    const lightning = proposal({ action: 'exclude', start: 20, end: 50 }, { reason: 'force-majeure' });
    expect(reasonOf(lightning)).toBe('COR-7, force-majeure');
    expect(reasonOf({ ...lightning, note: 'Lightning struck the hall' })).toBe(
      'COR-7, force-majeure: Lightning struck the hall',
    );
  });
});
