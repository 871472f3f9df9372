import { describe, expect, it } from 'vitest';
import { statuspagePoller } from '../../../shared/sources/reconcile/statuspage.ts';
import { pollWith } from './answers.ts';

const SUMMARY = '/api/v2/summary.json';
const INCIDENTS = '/api/v2/incidents.json';
const page = {
  id: 'pg1',
  name: 'Example Cloud',
  url: 'https://status.example.com',
  updated_at: '2026-10-14T11:59:00Z',
};

function component(id: string, status: string): object {
  return { id, name: `Part ${id}`, status, created_at: '2020-01-01T00:00:00Z', updated_at: '2026-10-14T09:30:00.123Z' };
}

function incident(id: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    id,
    name: 'API does not answer',
    status: 'investigating',
    impact: 'critical',
    created_at: '2026-10-14T09:31:00Z',
    started_at: '2026-10-14T09:30:00Z',
    resolved_at: null,
    shortlink: 'https://stspg.example.com/x',
    incident_updates: [],
    components: [{ id: 'c1', name: 'Part c1' }],
    ...more,
  };
}

const summary = (components: readonly object[], incidents: readonly object[] = []) => ({
  page,
  status: { indicator: 'major', description: '' },
  components,
  incidents,
  scheduled_maintenances: [],
});

const SINCE = Date.parse('2026-10-14T09:30:00.123Z');
const STARTED = Date.parse('2026-10-14T09:30:00Z');
const RESOLVED = Date.parse('2026-10-14T10:40:00Z');

describe('a poll of a status page', () => {
  it('tells how its components are, and since when; of those under maintenance nothing', async () => {
    const given = {
      [SUMMARY]: summary([
        component('c1', 'major_outage'),
        component('c2', 'operational'),
        component('c3', 'under_maintenance'),
      ]),
    };
    const { standings, asked } = await pollWith(statuspagePoller, given, { open: ['component:c2', 'component:c9'] });
    expect(asked).toEqual([SUMMARY]);
    expect(standings).toEqual([
      {
        monitor: 'component:c1',
        state: 'down',
        since: SINCE,
        labels: { component: 'Part c1', 'component id': 'c1', page: 'pg1', 'page name': 'Example Cloud' },
        title: 'Part c1',
      },
      expect.objectContaining({ monitor: 'component:c2', state: 'up', since: SINCE }),
    ]);
  });

  it('tells of incidents that are not resolved, with their opening', async () => {
    const { standings } = await pollWith(statuspagePoller, { [SUMMARY]: summary([], [incident('i1')]) });
    expect(standings).toMatchObject([
      {
        monitor: 'incident:i1',
        state: 'down',
        since: STARTED,
        labels: { 'component Part c1': 'true', page: 'pg1' },
        along: [{ kind: 'incident', incident: 'incident:i1', phase: 'opened', at: STARTED }],
      },
    ]);
  });

  it('looks for an incident of ours that is gone among the latest, where it says when it was resolved', async () => {
    const over = incident('i1', { status: 'resolved', resolved_at: '2026-10-14T10:40:00Z' });
    const given = { [SUMMARY]: summary([]), [INCIDENTS]: { page, incidents: [over, incident('elsewhere')] } };
    const { standings } = await pollWith(statuspagePoller, given, { open: ['incident:i1', 'incident:old'] });
    expect(standings).toMatchObject([
      { monitor: 'incident:i1', state: 'up', since: RESOLVED },
      { monitor: 'incident:old', state: 'up' },
    ]);
    expect(standings).toHaveLength(2);
    expect(standings[0]?.along).toMatchObject([{ phase: 'opened' }, { phase: 'restored', at: RESOLVED }]);
    expect(standings[1]).not.toHaveProperty('since');
  });

  it.each([
    ['the page says something else', { [SUMMARY]: { page, status: 'UP' } }, /components: expected a list/],
    ['a component has a status of its own', { [SUMMARY]: summary([component('c1', 'odd')]) }, /new_status: expected/],
    ['the latest incidents are missing', { [SUMMARY]: summary([]) }, /incidents: expected JSON/],
  ])('fails when %s', async (_what, given, message) => {
    await expect(pollWith(statuspagePoller, given, { open: ['incident:i1'] })).rejects.toThrow(message);
  });
});
