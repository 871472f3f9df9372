import { describe, expect, it } from 'vitest';
import type { ImprovementItem, SourceItem } from '../../shared/domain/improvement.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { decideTruncation } from '../../shared/domain/truncation.ts';
import { improvement } from '../support/report-samples.ts';

const owner = { name: 'Sam Owner', email: 'sam@example.com' };
const truncated = { source: 'alertmanager-eu', receivedAt: '2026-10-14T09:19:58.000Z' };

function decide(receivedAt: string, existing: readonly ImprovementItem[], type: string | undefined = 'alertmanager') {
  const now = parseInstant('2026-10-14T09:20:00Z');
  return decideTruncation({ ...truncated, receivedAt }, existing, { owner, type, now });
}

function raised(): SourceItem {
  const decision = decide(truncated.receivedAt, []);
  if (decision.type !== 'raise' || decision.item.type !== 'opportunity')
    throw new Error('expected an item of a source');
  return decision.item;
}

describe('a source that leaves alerts out', () => {
  it('raises an item that says who, which setting to change, and when it was seen', () => {
    expect(raised()).toEqual({
      id: expect.stringMatching(/^IMP-[0-9A-F]{8}-1$/),
      type: 'opportunity',
      state: 'open',
      title: 'alertmanager-eu leaves alerts out of what it sends',
      source: 'alertmanager-eu',
      cause: 'max_alerts of its webhook receiver: 0 sends all',
      owner,
      raisedAt: '2026-10-14T09:20:00.000Z',
      // Thirty days later.
      dueAt: '2026-11-13T09:20:00.000Z',
      evidence: [{ at: '2026-10-14T09:19:58.000Z', link: '/quarantine' }],
    });
  });

  it.each([
    ['grafana', 'Max Alerts of its contact point: 0 sends all'],
    ['generic', 'whatever limits how much its receiver gets at once'],
    [undefined, 'whatever limits how much its receiver gets at once'],
  ])('of type %s has its own setting', (type, cause) => {
    expect(decideTruncation(truncated, [], { owner, type, now: 0 })).toMatchObject({ item: { cause } });
  });

  it('is known while its item is open, whatever else is', () => {
    expect(decide('2026-12-01T00:00:00Z', [improvement(), raised()])).toEqual({ type: 'known', item: raised() });
    const other = { ...raised(), source: 'alertmanager-us' };
    expect(decide('2026-12-01T00:00:00Z', [other])).toMatchObject({ type: 'raise' });
  });

  it('raises another once that is closed, but not for a delivery that came before it was raised', () => {
    const closed = { ...raised(), state: 'closed' } as const;
    expect(decide('2026-10-14T09:20:00Z', [closed])).toEqual({ type: 'known', item: closed });
    const again = decide('2026-10-14T09:20:01Z', [closed]);
    expect(again).toMatchObject({ type: 'raise', item: { id: closed.id.replace(/1$/, '2'), state: 'open' } });
  });
});
