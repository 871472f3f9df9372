import { describe, expect, it } from 'vitest';
import type { ReportedService, SlaReport } from '../../../shared/domain/report.ts';
import { restate, restatementOf } from '../../../shared/domain/restatement.ts';
import { renderMail } from '../../../shared/reports/mail/render-mail.ts';
import { outage, reclassification, stretch } from '../../support/attainment-builder.ts';
import { owing } from '../../support/credited.ts';
import { expectSoundHtml, textOf } from '../../support/html-rules.ts';
import { ALL_MET, improvement, NOT_MEASURED, ONE_MISSED, report, service } from '../../support/report-samples.ts';
import { EVERY_KIND, RESULTS } from '../../support/target-samples.ts';

const webUrl = 'https://attain.example.com';
const samples = [ONE_MISSED, ALL_MET, NOT_MEASURED, EVERY_KIND, report({})];

/** Its 99.9 %, of which 99 % was promised in September, is missed by 128 minutes; its hour of downtime is met. */
function twoTargets(hasTargets: boolean): ReportedService {
  const shop = service('Shop', 'oX', { service: 'shop', down: 128, others: [{ ...RESULTS.downtime, verdict: 'met' }] });
  const september = [{ kind: 'availability', target: '99', verdict: 'met' }] as const;
  const october = shop.attainment.targets.map(({ kind, target, verdict }) => ({ kind, target, verdict }));
  const history = shop.history.map((past, index) => past && { ...past, targets: index === 0 ? september : october });
  return hasTargets ? { ...shop, history } : shop;
}

/** The last column of the line. */
function columnOf(text: string, line: RegExp): string | undefined {
  return text
    .split('\n')
    .find((it) => line.test(it))
    ?.split(/ +/)
    .at(-1);
}

describe('the mail of a report', () => {
  it.each(samples.map((it) => [it.services.length, it] as const))('with %i services is sound HTML', (_, sample) => {
    const { html } = renderMail(sample, { webUrl });
    expectSoundHtml(html);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).not.toMatch(/url\(|position:|float:/);
  });

  it.each(samples.map((it) => [it.services.length, it] as const))(
    'with %i services says the same in both parts',
    (_, sample) => {
      const { html, text } = renderMail(sample, { webUrl });
      const said = textOf(html);
      const sentences = text
        .split('\n')
        .filter((line) => /^[A-Z].*\.$/.test(line) && !line.includes(': no') && !line.includes(': nothing'));
      expect(sentences.filter((line) => !said.includes(line))).toEqual([]);
    },
  );

  it('carries every percentage exactly as the attainment has it', () => {
    for (const sample of samples) {
      const { html, text } = renderMail(sample, { webUrl });
      for (const { attainment } of sample.services) {
        expect(html).toContain(`${attainment.availability?.percent} %`);
        expect(text).toContain(`${attainment.availability?.percent} %`);
      }
    }
  });

  it('names report, method and catalogue', () => {
    const { text } = renderMail(ONE_MISSED, { webUrl });
    expect(text).toContain('Report: R-2026-10-acme-2026-v1, version 1');
    expect(text).toContain('Method: contract (c0ffee5a17d3)');
    expect(text).toContain('Catalogue: 9f3a51d0c27b');
  });

  it('names the correction behind an outage that no monitor saw', () => {
    const [start, end] = ['2026-10-20T10:00:00Z', '2026-10-20T10:05:00Z'];
    const made = { start, end, countedMs: 300_000, monitors: [] };
    const services = ONE_MISSED.services.map((it) => ({
      ...it,
      attainment: { ...it.attainment, outages: [made], corrections: [reclassification({ start, end })] },
    }));
    expect(renderMail({ ...ONE_MISSED, services }, { webUrl }).text).toMatch(
      /20 Oct 12:00–12:05 CEST .*correction COR-1/,
    );
  });

  it('says of an improvement item what its period is by now, where that is not the miss that raised it', () => {
    const [told] = improvement().evidence;
    if (told === undefined) throw new Error('expected evidence');
    const counted = { at: '2026-11-03T05:00:00Z', allowedMs: 2_682_000, usedMs: 60_000 };
    const textWith = (verdict: 'met' | 'missed', period = '2026-10') => {
      const evidence = [{ ...told, period, later: [{ ...counted, verdict }] }];
      return renderMail({ ...ONE_MISSED, improvements: [improvement({ evidence })] }, { webUrl }).text;
    };
    expect(textWith('met')).toContain('(seen by payment-provider; counted again: met)');
    expect(textWith('missed')).toContain('(seen by payment-provider)');
    expect(textWith('met', '2026-09')).toContain('(seen by payment-provider)');
  });

  it('has beside each target its own history, however availability was worded before', () => {
    const { text } = renderMail(report({ services: [twoTargets(true)] }), { webUrl });
    expect(columnOf(text, /^ +Shop +99\.9 % availability /m)).toBe('oX');
    // Nothing was promised of the second in September.
    expect(columnOf(text, /^ +Shop +at most 1 h of downtime /m)).toBe('-o');
    expect(text).toMatch(/ 2 MONTHS$/m);
  });

  it('has the history of the service, and says so, where a report of before has none of its targets', () => {
    const { text } = renderMail(report({ services: [twoTargets(false)] }), { webUrl });
    expect(columnOf(text, /^ +Shop +99\.9 % availability /m)).toBe('oX');
    expect(columnOf(text, /^ +Shop +at most 1 h of downtime /m)).toBe('oX');
    expect(text).toMatch(/ 2 MONTHS OF THE SERVICE$/m);
  });

  it('says which version it replaces', () => {
    expect(renderMail(report({ version: 2 }), { webUrl }).text).toContain('this is version 2 and replaces version 1');
  });

  it('needs an address of the web pages', () => {
    expect(() => renderMail(ONE_MISSED, { webUrl: 'javascript:alert(1)' })).toThrow(
      'expected an http or https address of the web pages; got "javascript:alert(1)"',
    );
  });
});

describe('names in a mail', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&</td></table><script>alert(1)</script>\r\nBcc: all@example.com';
  const hostile = report({
    organization: evil,
    agreement: { id: evil, kind: 'sla', customer: evil },
    services: [
      service(evil, 'ooX', {
        service: evil,
        down: 128,
        unknown: 6,
        outages: [outage('2026-10-14T09:12:00+02:00', 128, evil, '\u202e\u0000')],
        notCounted: [
          { ...stretch('2026-10-20T02:00:00+02:00', 60), ms: 3_600_000, class: 'maintenance', reason: evil, badMs: 0 },
        ],
        notKnown: [{ ...stretch('2026-10-11T04:10:00+02:00', 6), ms: 360_000, cause: 'feedSilent' }],
        assumedAlive: [evil],
      }),
    ],
    incidents: [
      {
        incident: evil,
        priority: evil,
        services: [evil],
        title: evil,
        url: 'javascript:alert(1)',
        phases: [{ phase: evil, at: '2026-10-14T09:14:00+02:00' }],
      },
    ],
    improvements: [
      improvement({
        title: evil,
        cause: evil,
        service: evil,
        agreement: evil,
        owner: { name: evil, email: evil },
        evidence: [{ period: '2026-10', allowedMs: 1, usedMs: 2, link: 'javascript:alert(1)' }],
      }),
    ],
  });
  const mail = renderMail(hostile, { webUrl });

  it('are text and nothing else', () => {
    expectSoundHtml(mail.html);
    const addresses = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
    expect(addresses.filter((it) => !it.startsWith('https://attain.example.com/'))).toEqual([]);
  });

  it('add no line to subject or text', () => {
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text).not.toMatch(/^Bcc/m);
    expect(mail.text).not.toMatch(/[\p{Cc}--\n]|[\u202e]/v);
  });
});

describe('a large report', () => {
  const long = 'a service whose name & description are "rather" long '.repeat(4);
  const many = Array.from({ length: 150 }, (_, index) => index);
  const large: SlaReport = report({
    services: many.map((index) =>
      service(`${long}${index}`, 'oooooooooXoX', {
        service: `service-${index}`,
        down: 128,
        unknown: 6,
        outages: many.map(() => outage('2026-10-14T09:12:00+02:00', 1, long, long, long)),
        notKnown: many.map(() => ({
          ...stretch('2026-10-11T04:10:00+02:00', 6),
          ms: 360_000,
          cause: 'feedSilent' as const,
        })),
        assumedAlive: many.map((feed) => `${long}-${feed}`),
      }),
    ),
    incidents: many.map((index) => ({
      incident: `INC-${index}`,
      priority: 'P1',
      services: many.map((it) => `service-${it}`),
      title: long,
      phases: many.slice(0, 20).map(() => ({ phase: 'opened', at: '2026-10-14T09:14:00+02:00' })),
    })),
    improvements: many.map(() => improvement({ title: long, cause: long })),
  });
  const mail = renderMail(large, { webUrl });

  it('stays below the size at which Gmail clips', () => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
    expectSoundHtml(mail.html);
  });

  it('says what it leaves out', () => {
    expect(mail.text).toMatch(/\d+ more targets on the web pages/);
    expect(mail.text).toMatch(/\d+ more outages, [\d,]+ min in all, on the service pages\./);
  });
});

describe('the mail of a restated report', () => {
  const restatement = restatementOf(ALL_MET, ONE_MISSED);
  if (restatement === undefined) throw new Error('expected a restatement');
  const approval = { approvedBy: 'Kim Customer', reason: 'Lost webhook', now: Date.UTC(2026, 10, 20, 9) };
  const mail = renderMail(restate({ closed: ALL_MET, fresh: ONE_MISSED, restatement }, approval), { webUrl });

  it('says so in its subject, with the version that it replaces', () => {
    expect(mail.subject).toMatch(/^\[Acme\] October 2026 restated: /);
    expect(mail.text).toContain('this is version 2 and replaces version 1');
    expectSoundHtml(mail.html);
  });

  it('says what changed, whether that matters, who approved it and why', () => {
    expect(mail.text).toContain('What changed since version 1');
    expect(mail.text).toContain('Material: a verdict changes, or a result by more than 0.01 points.');
    expect(textOf(mail.html)).toContain('Approved by Kim Customer: Lost webhook');
  });

  it('says what becomes of service credits', () => {
    const credited = restatementOf(ALL_MET, owing(ONE_MISSED));
    if (credited === undefined) throw new Error('expected a restatement');
    const restated = restate({ closed: ALL_MET, fresh: owing(ONE_MISSED), restatement: credited }, approval);
    const { html, text } = renderMail(restated, { webUrl });
    for (const part of [textOf(html), text])
      expect(part).toContain('Service credit of Checkout API: EUR 650.00 in place of none.');
    expect(mail.text).not.toContain('in place of none');
  });
});
