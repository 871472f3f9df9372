import { describe, expect, it } from 'vitest';
import type { Attainment, ClockedIncident, RestoreResult, Verdict } from '../../shared/domain/result.ts';
import { mailContent } from '../../shared/reports/mail/content.ts';
import { servicePage } from '../../shared/reports/pages/service.ts';
import { buildAttainment } from '../support/attainment-builder.ts';
import { expectSoundHtml, textOf } from '../support/html-rules.ts';
import { SERVICE } from '../support/page-samples.ts';
import { report, service } from '../support/report-samples.ts';

const MINUTE = 60_000;

/** Raised from P3 to P1 in its third hour, late by two hours; one in time in 90 minutes; one that runs for 10 minutes. */
const RAISED: ClockedIncident = {
  incident: 'INC-4',
  detectedAt: '2026-10-14T09:00:00Z',
  startedAt: '2026-10-14T09:00:00Z',
  endedAt: '2026-10-14T15:00:00Z',
  usedMs: 360 * MINUTE,
  allowedMs: 240 * MINUTE,
  state: 'late',
  moved: { at: '2026-10-14T12:00:00Z', from: 'P3', to: 'P1', why: 'raised' },
};
const QUICK: ClockedIncident = {
  ...RAISED,
  incident: 'INC-5',
  detectedAt: '2026-10-15T09:00:00Z',
  endedAt: '2026-10-15T10:30:00Z',
  usedMs: 90 * MINUTE,
  state: 'inTime',
  moved: null,
};
const RUNNING: ClockedIncident = {
  ...QUICK,
  incident: 'INC-6',
  detectedAt: '2026-10-31T22:00:00Z',
  endedAt: null,
  usedMs: 10 * MINUTE,
  state: 'pending',
};

function restore(verdict: Verdict, incidents: readonly ClockedIncident[]): RestoreResult {
  const count = (state: ClockedIncident['state']) => incidents.filter((it) => it.state === state).length;
  return {
    kind: 'restore',
    target: '95 % of P1 restored within 4 h',
    verdict,
    priority: 'P1',
    clock: 'wallTime',
    withinMs: 240 * MINUTE,
    total: incidents.length,
    inTime: count('inTime'),
    late: count('late'),
    pending: count('pending'),
    allowed: 0,
    percent: '50.0',
    meanMs: 225 * MINUTE,
    incidents,
  };
}

function attainment(target: RestoreResult): Attainment {
  return { ...buildAttainment({ service: 'checkout' }), targets: [target], verdict: target.verdict };
}

function mailOf(target: RestoreResult) {
  const own = { ...service('Checkout API', 'o', { service: 'checkout' }), attainment: attainment(target) };
  return mailContent(report({ services: [own] }), { webUrl: 'https://attain.example.com' });
}

describe('the mail of a month with late incidents', () => {
  it('names them, and the change that moved a clock', () => {
    expect(mailOf(restore('missed', [RAISED, QUICK])).headline).toEqual([
      'In October the target was missed.',
      'Checkout API missed "95 % of P1 restored within 4 h": 1 of 2 in time (50.0 %). Late: INC-4 over by 120 min (raised from P3 to P1 14 Oct 14:00 CEST).',
    ]);
  });

  it('names the first three and counts the others', () => {
    const late = ['A', 'B', 'C', 'D', 'E'].map((incident) => ({ ...RAISED, incident, moved: null }));
    expect(mailOf(restore('missed', late)).headline[1]).toContain(
      'Late: A over by 120 min, B over by 120 min, C over by 120 min and 2 more.',
    );
  });

  it('says in the table how many were in time, and the verdict', () => {
    const [row] = mailOf(restore('missed', [RAISED, QUICK])).sections[0]?.rows ?? [];
    expect(row?.slice(1, 4).map(({ text }) => text)).toEqual([
      '95 % of P1 restored within 4 h',
      '1 of 2 in time (50.0 %)',
      'Missed by 1 late incident',
    ]);
  });
});

describe('the mail of a month in which an incident still runs', () => {
  it('says what the verdict waits for', () => {
    const { headline, sections } = mailOf(restore('notMeasured', [QUICK, RUNNING]));
    expect(headline[1]).toBe(
      'Checkout API has no verdict for "95 % of P1 restored within 4 h" as long as INC-6 may still be in time.',
    );
    expect(sections[0]?.rows[0]?.[2]?.text).toBe('1 of 1 in time (50.0 %), 1 running');
  });

  it('says of none that there was none', () => {
    expect(mailOf({ ...restore('met', []), percent: null }).sections[0]?.rows[0]?.[2]?.text).toBe('no incidents');
  });
});

describe('the service page', () => {
  const html = servicePage({ ...SERVICE, attainment: attainment(restore('missed', [RAISED, QUICK, RUNNING])) });

  it('lists the clock of each incident', () => {
    const text = textOf(html);
    expect(text).toContain(
      'Time to restore: 95 % of P1 restored within 4 h. Mean time to restore: 225 min, by the clock on the wall.',
    );
    expect(text).toContain(
      '14 Oct 11:00–17:00 CEST Incident INC-4 Time over by 120 min State Late Priority raised from P3 to P1 14 Oct 14:00 CEST',
    );
    expect(text).toContain('15 Oct 11:00–12:30 CEST Incident INC-5 Time 90 min State In time Priority unchanged');
    expect(text).toContain('since 31 Oct 23:00 CET Incident INC-6 Time 10 min, running State Running');
  });

  it('is sound, whatever incidents are called', () => {
    const evil = '"><script>alert(1)</script>';
    const hostile = {
      ...RAISED,
      incident: evil,
      moved: { at: RAISED.detectedAt, from: evil, to: evil, why: 'raised' },
    } as const;
    expectSoundHtml(servicePage({ ...SERVICE, attainment: attainment(restore('missed', [hostile])) }));
  });

  it('has no such list where no times are promised', () => {
    expect(textOf(servicePage(SERVICE))).not.toContain('Mean time to');
  });
});
