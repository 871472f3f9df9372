import { describe, expect, it } from 'vitest';
import { pagerdutyPoller } from '../../../shared/sources/reconcile/pagerduty.ts';
import { pollWith } from './answers.ts';

function page(offset: number): string {
  const statuses = 'statuses%5B%5D=triggered&statuses%5B%5D=acknowledged';
  return `/incidents?${statuses}&date_range=all&sort_by=created_at%3Aasc&limit=100&offset=${offset}`;
}

function incident(id: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    id,
    type: 'incident',
    status: 'triggered',
    title: 'Checkout does not answer',
    created_at: '2026-10-14T09:30:00Z',
    html_url: `https://example.pagerduty.com/incidents/${id}`,
    urgency: 'high',
    service: { id: 'PSVC1', summary: 'Checkout' },
    ...more,
  };
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => incident(`Q${String(from + index).padStart(4, '0')}`));

const AT = Date.parse('2026-10-14T09:30:00Z');
const END = Date.parse('2026-10-14T10:15:00Z');

describe("a poll of PagerDuty's incidents", () => {
  it('tells of an open incident, with its opening as a milestone', async () => {
    const { standings } = await pollWith(pagerdutyPoller, {
      [page(0)]: { incidents: [incident('Q0001')], more: false },
    });
    expect(standings).toMatchObject([
      {
        monitor: 'Q0001',
        state: 'down',
        since: AT,
        labels: { service: 'Checkout', 'service id': 'PSVC1', urgency: 'high' },
        title: 'Checkout does not answer',
        along: [{ kind: 'incident', incident: 'Q0001', phase: 'opened', at: AT }],
      },
    ]);
  });

  it('asks for an incident of ours that is not open any more, and is told when it was resolved', async () => {
    const resolved = incident('Q0002', { status: 'resolved', resolved_at: '2026-10-14T10:15:00Z' });
    const given = { [page(0)]: { incidents: [], more: false }, '/incidents/Q0002': { incident: resolved } };
    const { standings, asked } = await pollWith(pagerdutyPoller, given, { open: ['Q0002', 'GONE1', 'probe 1'] });
    expect(asked).toEqual([page(0), '/incidents/Q0002', '/incidents/GONE1']);
    expect(standings).toMatchObject([
      {
        monitor: 'Q0002',
        state: 'up',
        since: END,
        along: [
          { kind: 'incident', phase: 'opened', at: AT },
          { kind: 'incident', phase: 'restored', at: END },
        ],
      },
    ]);
  });

  it('says nothing of an incident that was reopened while it asked, and cancels one that was merged', async () => {
    const merged = incident('Q0003', {
      status: 'resolved',
      last_status_change_at: '2026-10-14T10:15:00Z',
      resolve_reason: { type: 'merge_resolve_reason' },
    });
    const given = {
      [page(0)]: { incidents: [], more: false },
      '/incidents/Q0002': { incident: incident('Q0002') },
      '/incidents/Q0003': { incident: merged },
    };
    const { standings } = await pollWith(pagerdutyPoller, given, { open: ['Q0002', 'Q0003'] });
    expect(standings).toMatchObject([
      { monitor: 'Q0003', state: 'up', since: END, along: [{ phase: 'cancelled', at: END }] },
    ]);
  });

  it('reads all pages, each of which begins with the last of the one before', async () => {
    const given = {
      [page(0)]: { incidents: numbered(0, 100), more: true },
      [page(99)]: { incidents: numbered(99, 2), more: false },
    };
    const { standings } = await pollWith(pagerdutyPoller, given);
    expect(standings).toHaveLength(101);
    expect(standings.at(-1)?.monitor).toBe('Q0100');
  });

  it.each([
    ['incidents left the list between two pages', { [page(99)]: { incidents: numbered(100, 2), more: false } }],
    ['a page is empty', { [page(99)]: { incidents: [], more: false } }],
    ['a page is missing', {}],
    ['there is an error in place of a page', { [page(99)]: { error: { code: 2001 } } }],
  ])('fails when %s', async (_what, rest) => {
    const given = { [page(0)]: { incidents: numbered(0, 100), more: true }, ...rest };
    await expect(pollWith(pagerdutyPoller, given)).rejects.toThrow(/incidents: expected/);
  });

  it('fails when there is no end of pages', async () => {
    const pages = Array.from({ length: 20 }, (_, index) => [
      page(index * 99),
      { incidents: numbered(index * 99, 100), more: true },
    ]);
    await expect(pollWith(pagerdutyPoller, Object.fromEntries(pages))).rejects.toThrow(/at most 1980 open ones/);
  });
});
