import { describe, expect, it } from 'vitest';
import { ENGINE } from '../../shared/domain/engine.ts';
import type { IncidentEvent } from '../../shared/domain/event.ts';
import type { ImprovementItem } from '../../shared/domain/improvement.ts';
import { parsePeriod } from '../../shared/domain/period.ts';
import { closeOf, type ReportParts, reportId } from '../../shared/domain/report.ts';
import { agreement, version } from '../support/catalogue.ts';
import { improvement, service } from '../support/report-samples.ts';
import { ticket } from './incidents.ts';

const parts: ReportParts = {
  agreement: agreement({ kind: 'ola', customer: 'Acme' }),
  period: parsePeriod('2026-10', 'Europe/Berlin'),
  version: version(),
  services: [],
  incidents: [],
  improvements: [],
  now: Date.UTC(2026, 10, 4, 9),
};

function incidentsIn(...incidents: readonly IncidentEvent[]) {
  return closeOf({ ...parts, incidents }).incidents;
}

function improvementsIn(...improvements: readonly ImprovementItem[]) {
  return closeOf({ ...parts, improvements }).improvements;
}

describe('a report', () => {
  it('says what it is about, when it was closed, and by which rules', () => {
    const services = [service('Checkout API', 'oo', { service: 'checkout' })];
    expect(closeOf({ ...parts, services })).toEqual({
      id: 'R-2026-10-acme-v1',
      version: 1,
      state: 'final',
      closedAt: '2026-11-04T09:00:00.000Z',
      organization: 'Example Provider',
      agreement: { id: 'acme', kind: 'ola', customer: 'Acme' },
      // Midnight in Berlin, in summer time and in winter time.
      period: {
        name: '2026-10',
        start: '2026-09-30T22:00:00.000Z',
        end: '2026-10-31T23:00:00.000Z',
        timeZone: 'Europe/Berlin',
      },
      catalogue: 'c0ffee',
      engine: ENGINE,
      services,
      incidents: [],
      improvements: [],
    });
  });

  it('has an id that is one part of a path, whatever the period is called', () => {
    expect(reportId({ agreement: 'acme', period: '2026-10-14/30d', version: 2 })).toBe('R-2026-10-14-30d-acme-v2');
    const explicit = '2026-10-01T00:00:00Z/2026-10-02T00:00:00Z/';
    expect(reportId({ agreement: 'acme', period: explicit, version: 1 })).not.toContain('/');
  });

  it('names the open items about targets of its agreement, and no others', () => {
    const open = improvement({ agreement: 'acme' });
    const closed = improvement({ agreement: 'acme', state: 'closed' });
    const others = improvement({ agreement: 'other' });
    const { agreement: _agreement, service: _service, target: _target, ...facts } = open;
    const ofSource: ImprovementItem = { ...facts, type: 'opportunity', source: 'acme', evidence: [] };
    expect(improvementsIn(closed, open, others, ofSource)).toEqual([open]);
  });
});

describe('an incident in a report', () => {
  it('has its phases by time, each once however many services it is about', () => {
    const about = (of: string | null) =>
      ticket('14T09:00 opened P3', '14T11:00 restored').map((event) => ({ ...event, service: of }));
    expect(incidentsIn(...about('search'), ...about('checkout'))).toEqual([
      {
        incident: 'INC-1',
        priority: 'P3',
        services: ['checkout', 'search'],
        phases: [
          { phase: 'opened', at: '2026-10-14T09:00:00.000Z' },
          { phase: 'restored', at: '2026-10-14T11:00:00.000Z' },
        ],
      },
    ]);
    expect(incidentsIn(...about(null))).toMatchObject([{ services: [] }]);
  });

  it('keeps what happened at one moment apart, and what happened twice', () => {
    const phases = incidentsIn(...ticket('14T09:00 opened P3', '14T09:00 acknowledged', '14T10:00 opened P3'))[0]
      ?.phases;
    expect(phases?.map(({ phase, at }) => `${at.slice(11, 16)} ${phase}`)).toEqual([
      '09:00 opened',
      '09:00 acknowledged',
      '10:00 opened',
    ]);
  });

  it('has the priority that was said last, as a phase may say none', () => {
    const events = ticket('14T09:00 opened P3', '14T10:00 updated P1', '14T11:00 restored');
    expect(incidentsIn(...events.toReversed())).toMatchObject([{ priority: 'P1' }]);
    expect(incidentsIn(...ticket('14T09:00 opened'))).toMatchObject([{ priority: '' }]);
  });

  it('has the first title and the first link that were given, wherever that was', () => {
    const [opened, updated, restored] = ticket('14T09:00 opened P3', '14T10:00 updated P1', '14T11:00 restored');
    if (opened === undefined || updated === undefined || restored === undefined) throw new Error('expected three');
    const url = 'https://incidents.example.com/1';
    const told = [
      { ...restored, title: 'Solved', url: `${url}/solved` },
      { ...updated, title: 'Payments fail', url },
      opened,
    ];
    expect(incidentsIn(...told)).toMatchObject([{ title: 'Payments fail', url }]);
    expect(Object.keys(incidentsIn(opened)[0] ?? {})).toEqual(['incident', 'priority', 'services', 'phases']);
  });

  it('is another than the next, in the order in which they began', () => {
    const second = ticket('13T09:00 opened P2').map((event) => ({ ...event, incident: 'INC-0' }));
    const incidents = incidentsIn(...ticket('14T09:00 opened P1'), ...second);
    expect(incidents.map(({ incident, priority }) => [incident, priority])).toEqual([
      ['INC-0', 'P2'],
      ['INC-1', 'P1'],
    ]);
  });
});
