import { describe, expect, it } from 'vitest';
import type { ReportedService, SlaReport } from '../../../shared/domain/report.ts';
import type { CreditResult } from '../../../shared/domain/result.ts';
import { mailContent } from '../../../shared/reports/mail/content.ts';
import { outage, stretch } from '../../support/attainment-builder.ts';
import { ALL_MET, NOT_MEASURED, ONE_MISSED, report, service } from '../../support/report-samples.ts';

describe('the headline', () => {
  it('of a miss names service, minutes, cause, improvement and how often before', () => {
    expect(headline(ONE_MISSED)).toEqual([
      'In October 1 of 6 targets was missed.',
      'Checkout API was down 128 minutes; 44 are allowed. Cause: Card payments fail at the payment provider (incident INC-2041, 14 Oct 09:12–11:20 CEST). Improvement IMP-7F3A2C91-1: owner Priya Nair, due 20 Nov 2026. This is its second miss in three months.',
    ]);
  });

  it('of a good month names the closest, and openly what holds only by exclusions', () => {
    expect(headline(ALL_MET)).toEqual([
      'In October all 3 targets were met. The closest was Checkout API: 38 of 44 minutes used.',
      'Web shop met its target only because 60 minutes of announced maintenance do not count; with them it would be 99.86 %.',
    ]);
  });

  it('of a month with gaps gives bounds and no verdict', () => {
    // 300 of 44,700 minutes unknown: 0.671 %; all of them down: 44,400 / 44,700 = 99.3288 %
    expect(headline(NOT_MEASURED)[1]).toBe(
      'Search was not measured for 300 minutes (0.67 %). The result lies between 99.32 % and 100.00 %; the target is 99.9 %, so no verdict is given.',
    );
  });

  it('of a month without downtime says so', () => {
    expect(headlineOf(service('A', 'o', { service: 'a' }), service('B', 'o', { service: 'b' }))).toEqual([
      'In October both targets were met. There was no downtime.',
    ]);
  });

  it('says who saw the longest outage where no incident says what caused it', () => {
    const down = {
      service: 'a',
      down: 128,
      outages: [
        outage('2026-10-02T10:00:00+02:00', 8, 'probe'),
        outage('2026-10-14T09:12:00+02:00', 120, 'db-1', 'db-2'),
      ],
    };
    expect(headlineOf(service('A', 'oX', down))[1]).toBe(
      'A was down 128 minutes; 44 are allowed. The longest outage was seen by db-1 and db-2 (14 Oct 09:12–11:12 CEST).',
    );
  });

  it('counts misses in a row', () => {
    expect(headlineOf(service('A', 'ooXXX', { service: 'a', down: 128 }))[1]).toContain(
      'This is its third miss in 3 months running.',
    );
  });

  it('of nothing agreed says that', () => {
    const idle = service('Help desk', '-', { service: 'h', verdict: 'noAgreedTime' });
    expect(headlineOf(idle)).toEqual([
      'In October there was no target to meet.',
      'Help desk had no agreed time, so there is no result.',
    ]);
  });

  it('names the service credits that are due, that a cap leaves nothing of, and that cannot be said', () => {
    const credit = { currency: 'EUR', amount: 50_000, tier: null, units: 0, cappedBy: null } as const;
    const credited = (name: string, more: Pick<CreditResult, 'state' | 'claimBy'> & Partial<CreditResult>) => {
      const plain = service(name, 'o', { service: name });
      return { ...plain, attainment: { ...plain.attainment, credit: { ...credit, ...more } } };
    };
    const services = [
      credited('Checkout', { state: 'due', claimBy: '2026-11-30T23:00:00.000Z' }),
      credited('Search', { state: 'notMeasured', claimBy: null }),
      credited('Login', { state: 'none', claimBy: null }),
      credited('Shop', { state: 'none', claimBy: null, amount: 0, cappedBy: 'year', uncapped: 70_000 }),
    ];
    expect(headlineOf(...services).slice(-3)).toEqual([
      'Checkout: Service credit due: EUR 500.00, claim by 30 Nov 2026.',
      'Search: No automatic service credit: too little is known of the availability to say.',
      'Shop: No service credit is due: it would be EUR 700.00, but the most for a year is used up.',
    ]);
  });

  it('keeps to three sentences of one kind', () => {
    const missed = ['A', 'B', 'C', 'D', 'E'].map((name) => service(name, 'X', { service: name, down: 128 }));
    expect(headlineOf(...missed).at(-1)).toBe('2 more missed targets are in the table.');
  });

  it('has no adjectives of regret', () => {
    const all = [ONE_MISSED, ALL_MET, NOT_MEASURED].flatMap(headline).join(' ');
    expect(all).not.toMatch(/unfortunately|sadly|only just|excellent|great|strive|regret/i);
  });
});

describe('what is not known', () => {
  it('is one line for each cause once it comes more than three times', () => {
    const gap = (day: number, cause: 'feedSilent' | 'reported') => ({
      ...stretch(`2026-10-${day}T08:00:00+02:00`, 600),
      ms: 36_000_000,
      cause,
    });
    const notKnown = [
      gap(19, 'feedSilent'),
      gap(20, 'feedSilent'),
      gap(21, 'reported'),
      gap(22, 'feedSilent'),
      gap(23, 'feedSilent'),
    ];
    const facts = { service: 'a', unknown: 3_000, notKnown };
    const rows = mailContent(report({ services: [service('A', '.', facts)] }), { webUrl: 'https://a.example.com' })
      .sections[3]?.rows;
    expect(rows?.map((row) => row.map(({ text }) => text))).toEqual([
      ['A', '4 times, 19 Oct – 23 Oct', '2,400 min', 'the monitoring feed was silent'],
      ['A', '21 Oct 08:00–18:00 CEST', '600 min', 'reported unknown, or an alert no longer repeated'],
    ]);
  });
});

describe('alerts that were left open', () => {
  it('are named under what is not known', () => {
    const checkout = service('Checkout', 'o', { service: 'checkout' });
    const left = { monitor: 'alerts', start: '2026-10-14T18:00:00Z', end: '2026-10-14T21:00:00Z' };
    const open = { ...checkout, attainment: { ...checkout.attainment, notRepeated: [left] } };
    const notes = mailContent(report({ services: [open] }), { webUrl: 'https://a.example.com' }).sections[3]?.notes;
    expect(notes).toContain(
      'Checkout: Alerts left open that nobody repeated or ended, so unknown: alerts 14 Oct 20:00–23:00 CEST.',
    );
  });
});

describe('what was not counted', () => {
  it('says why, and how much of it was bad', () => {
    const item = {
      ...stretch('2026-10-20T02:00:00+02:00', 60),
      ms: 3_600_000,
      class: 'excluded',
      reason: 'Strike',
      badMs: 720_000,
    } as const;
    const rows = mailContent(report({ services: [service('A', 'o', { service: 'a', notCounted: [item] })] }), {
      webUrl: 'https://a.example.com',
    }).sections[2]?.rows;
    expect(rows?.[0]?.map(({ text }) => text)).toEqual([
      'A',
      '20 Oct 02:00–03:00 CEST',
      '60 min',
      'approved exclusion: Strike; 12 min of it down or degraded',
    ]);
  });
});

function headline(sample: SlaReport): readonly string[] {
  return mailContent(sample, { webUrl: 'https://attain.example.com' }).headline;
}

function headlineOf(...services: ReportedService[]): readonly string[] {
  return headline(report({ services }));
}
