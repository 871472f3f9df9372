import { describe, expect, it } from 'vitest';
import type { SlaReport } from '../../../shared/domain/report.ts';
import { renderMail } from '../../../shared/reports/mail/render-mail.ts';
import { ALL_MET, NOT_MEASURED, ONE_MISSED } from '../../support/report-samples.ts';
import { EVERY_KIND } from '../../support/target-samples.ts';

// Read them as prose when they change: `vitest -u` writes them anew.
describe.each([
  ['one-missed', ONE_MISSED, '[Acme] October 2026: 5 of 6 targets met; Checkout API missed by 83 min'],
  ['all-met', ALL_MET, '[Acme] October 2026: all 3 targets met'],
  ['not-measured', NOT_MEASURED, '[Acme] October 2026: 1 of 2 targets met; Search not measured'],
  [
    'every-kind',
    EVERY_KIND,
    '[Acme] October 2026: 5 of 9 targets met; Checkout API missed by 1 outage and by 1,110 failed requests; Checkout API not measured',
  ],
] satisfies [string, SlaReport, string][])('the mail %s', (name, report, subject) => {
  const mail = renderMail(report, { webUrl: 'https://attain.example.com/' });

  it('says in the subject what happened', () => {
    expect(mail.subject).toBe(subject);
  });

  it('reads as agreed in plain text', async () => {
    await expect(`Subject: ${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`../../golden/mail-${name}.txt`);
  });

  it('is built as agreed in HTML', async () => {
    const lines = mail.html.replace(/<(?=(?:\/?(?:table|thead|tbody)|tr|td|th|p|h\d|meta|title|style|body)\b)/g, '\n<');
    await expect(lines).toMatchFileSnapshot(`../../golden/mail-${name}.html.txt`);
  });
});
