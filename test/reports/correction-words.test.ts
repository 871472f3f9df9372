import { describe, expect, it } from 'vitest';
import type { Attainment, CorrectionResult } from '../../shared/domain/result.ts';
import { renderMail } from '../../shared/reports/mail/render-mail.ts';
import { servicePage } from '../../shared/reports/pages/service.ts';
import { buildAttainment, stretch } from '../support/attainment-builder.ts';
import { SERVICE } from '../support/page-samples.ts';
import { report } from '../support/report-samples.ts';

const MINUTE = 60_000;
const late = 'entered after the outage had begun';

const correction: CorrectionResult = {
  correction: 'COR-7',
  action: 'exclude',
  state: 'approved',
  why: 'approved by Robin',
  ...stretch('2026-10-14T09:00:00+02:00', 60),
  proposedBy: 'Kim',
  proposedAt: '2026-10-15T09:00:00.000Z',
  decidedBy: 'Robin',
  decidedAt: '2026-10-15T11:00:00.000Z',
  reason: 'customer-caused',
  note: 'Their <firewall>',
  clause: '4.2',
  evidence: 'https://evidence.example.com/7',
  flags: [late],
};
const proposed: CorrectionResult = {
  correction: 'COR-8',
  action: 'amend',
  state: 'proposed',
  why: 'waits for approval by somebody other than its proposer',
  monitor: 'probe',
  signal: 'probe',
  at: '2026-10-14T07:12:00.000Z',
  to: '2026-10-14T07:02:00.000Z',
  proposedBy: 'Kim',
  proposedAt: '2026-10-15T09:00:00.000Z',
  reason: 'wrong-time',
};

const attainment: Attainment = {
  ...buildAttainment({
    service: 'checkout',
    notCounted: [
      {
        ...stretch('2026-10-14T09:00:00+02:00', 60),
        ms: 60 * MINUTE,
        class: 'excluded',
        reason: 'COR-7, customer-caused',
        badMs: 60 * MINUTE,
        flags: [late],
      },
    ],
  }),
  withoutCorrections: {
    verdict: 'missed',
    downtimeMs: 60 * MINUTE,
    availability: { percent: '99.86', exact: '0.99865771812080536912', low: '0.998', high: '0.999' },
  },
  corrections: [correction, proposed],
};

const SAID = [
  'approved exclusion: COR-7, customer-caused; 60 min of it down or degraded; flagged: entered after the outage had begun',
  'COR-7: exclude',
  '14 Oct 09:00–10:00 CEST',
  'Approved by Robin',
  'Kim, customer-caused, clause 4.2: Their <firewall>; flagged: entered after the outage had begun',
  'COR-8: amend to 14 Oct 2026 09:02 CEST',
  '14 Oct 2026 09:12 CEST (probe)',
  'Proposed: waits for approval by somebody other than its proposer',
  'ithout exclusions and corrections 99.86 %, missed',
];

function textOf(html: string): string {
  const text = html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return text.replaceAll(/\s+/g, ' ').toLowerCase();
}

describe('corrections are told', () => {
  it('in the mail, in both of its parts', () => {
    const { html, text } = renderMail(
      report({ services: [{ id: 'checkout', name: 'Checkout API', attainment, history: [] }] }),
      { webUrl: 'https://attain.example.com' },
    );
    for (const words of SAID) {
      expect(textOf(html)).toContain(words.toLowerCase());
      expect(text.replaceAll(/\s+/g, ' ').toLowerCase()).toContain(words.toLowerCase());
    }
    expect(html).toContain('href="https://evidence.example.com/7"');
  });

  it('on the page of the service', () => {
    const html = servicePage({ ...SERVICE, attainment });
    for (const words of SAID) expect(textOf(html)).toContain(words.toLowerCase());
    expect(html).toContain('<a href="https://evidence.example.com/7" rel="noreferrer">evidence</a>');
  });

  it('not at all where there are none', () => {
    const html = servicePage({ ...SERVICE, attainment: buildAttainment({ service: 'checkout' }) });
    expect(html).not.toContain('Corrections');
    expect(textOf(html)).not.toContain('without exclusions');
  });
});

describe('a page as of a moment', () => {
  it('says so, and leads to what is known now', () => {
    const html = servicePage({ ...SERVICE, asOf: '2026-10-20T10:00:00Z' });
    expect(textOf(html)).toContain('as of 20 oct 2026 12:00 cest: what arrived later is not in these figures.');
    expect(html).toContain('href="/services/checkout?agreement=acme-2026&amp;period=2026-10">What is known now</a>');
    expect(servicePage(SERVICE)).not.toContain('What is known now');
  });
});
