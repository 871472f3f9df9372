import { describe, expect, it } from 'vitest';
import { renderMail } from '../../../shared/reports/mail/render-mail.ts';
import { reportPage } from '../../../shared/reports/pages/report.ts';
import { expectSoundHtml, textOf } from '../../support/html-rules.ts';
import { ONE_MISSED } from '../../support/report-samples.ts';

const webUrl = 'https://attain.example.com';
const first = ONE_MISSED;
const second = { ...first, id: 'R-2026-10-acme-2026-v2', version: 2, closedAt: '2026-11-12T09:00:00+01:00' };
const third = { ...first, id: 'R-2026-10-acme-2026-v3', version: 3, closedAt: '2026-11-20T09:30:00+01:00' };

describe('the page of a closed report', () => {
  it('is what was mailed, and nothing else, as long as it is the only version', () => {
    expect(reportPage(first, { versions: [first], webUrl })).toBe(renderMail(first, { webUrl }).html);
  });

  it('that was replaced says by which version, and leads to all others', () => {
    const page = reportPage(first, { versions: [first, second, third], webUrl });
    expect(textOf(page)).toContain(
      'Version 1 no longer holds. It was replaced by version 3 of 20 Nov 2026 09:30 CET . Other versions: version 2 of 12 Nov 2026 09:00 CET .',
    );
    const links = [...page.matchAll(/href="(\/reports\/[^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(['/reports/acme-2026/2026-10?version=3', '/reports/acme-2026/2026-10?version=2']);
    expectSoundHtml(page);
  });

  it('that replaced others leads to them', () => {
    const page = reportPage(third, { versions: [first, second, third], webUrl });
    expect(textOf(page)).toContain(
      'Earlier versions: version 1 of 4 Nov 2026 00:00 CET , version 2 of 12 Nov 2026 09:00 CET .',
    );
    expect(textOf(page)).not.toContain('no longer holds');
  });

  it('says of one in the middle what came after and what before', () => {
    const text = textOf(reportPage(second, { versions: [first, second, third], webUrl }));
    expect(text).toContain('Version 2 no longer holds. It was replaced by version 3 of');
    expect(text).toContain('Other versions: version 1 of 4 Nov 2026 00:00 CET');
  });
});
