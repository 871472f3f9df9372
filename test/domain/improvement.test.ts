import { describe, expect, it } from 'vitest';
import { decideImprovement, type ImprovementItem } from '../../shared/domain/improvement.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Notice } from '../../shared/domain/notice.ts';

const breach: Notice = {
  id: 'n1',
  type: 'SlaBreached',
  agreement: 'acme-2026',
  service: 'checkout',
  period: '2026-10',
  kind: 'availability',
  target: '99.9',
  cause: 'probe',
  allowedMs: 2_682_000,
  usedMs: 7_680_000,
};

const owner = { name: 'Amara Okafor', email: 'amara.okafor@example.com' };

function decide(notice: Notice, existing: readonly ImprovementItem[] = []) {
  return decideImprovement(notice, existing, {
    owner,
    serviceName: 'Checkout API',
    now: parseInstant('2026-10-14T09:20:00Z'),
  });
}

function raised(): ImprovementItem {
  const decision = decide(breach);
  if (decision.type !== 'raise') throw new Error(`expected an item to be raised; got ${decision.type}`);
  return decision.item;
}

describe('a breach', () => {
  it('raises an item with an owner, thirty days and evidence', () => {
    expect(raised()).toMatchObject({
      type: 'nonconformity',
      state: 'open',
      title: 'Checkout API missed its availability target of 99.9 %',
      agreement: 'acme-2026',
      service: 'checkout',
      target: { kind: 'availability', target: '99.9' },
      cause: 'probe',
      owner,
      raisedAt: '2026-10-14T09:20:00.000Z',
      dueAt: '2026-11-13T09:20:00.000Z',
      evidence: [
        {
          period: '2026-10',
          allowedMs: 2_682_000,
          usedMs: 7_680_000,
          link: '/services/checkout?agreement=acme-2026&period=2026-10',
        },
      ],
    });
  });

  it('gives the item a number that people can read out', () => {
    expect(raised().id).toMatch(/^IMP-[0-9A-F]{8}-1$/);
  });

  it('told again is known', () => {
    expect(decide({ ...breach, usedMs: 9_000_000 }, [raised()])).toMatchObject({ type: 'known' });
    expect(decide(breach, [{ ...raised(), state: 'closed' }])).toMatchObject({ type: 'known' });
  });

  it('in another period is evidence for the item that is open', () => {
    expect(decide({ ...breach, period: '2026-11' }, [raised()])).toMatchObject({
      type: 'addEvidence',
      after: { id: raised().id, evidence: [{ period: '2026-10' }, { period: '2026-11' }] },
    });
  });

  it('told again is known by any evidence of the item', () => {
    const november = decide({ ...breach, period: '2026-11' }, [raised()]);
    if (november.type !== 'addEvidence') throw new Error(`expected evidence to be added; got ${november.type}`);
    for (const period of ['2026-10', '2026-11']) {
      expect(decide({ ...breach, period }, [november.after])).toEqual({ type: 'known', item: november.after });
    }
  });

  it('after the item was closed raises the next: the action did not help', () => {
    const again = decide({ ...breach, period: '2026-11' }, [{ ...raised(), state: 'closed' }]);
    expect(again).toMatchObject({ type: 'raise', item: { id: raised().id.replace(/-1$/, '-2') } });
  });

  it('of another cause raises an item of its own', () => {
    const other = decide({ ...breach, cause: 'database' }, [raised()]);
    expect(other.type).toBe('raise');
    expect(other).not.toMatchObject({ item: { id: raised().id } });
  });
});
