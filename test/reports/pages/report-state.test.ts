import { describe, expect, it } from 'vitest';
import { servicePage } from '../../../shared/reports/pages/service.ts';
import { buildAttainment } from '../../support/attainment-builder.ts';
import { textOf } from '../../support/html-rules.ts';
import { NOW, SERVICE } from '../../support/page-samples.ts';

const at = '2026-11-04T00:05:00+01:00';

describe('whether the figures of a service can still change', () => {
  it('goes without saying while the period runs', () => {
    const text = textOf(servicePage({ ...SERVICE, now: NOW }));
    expect(text).not.toMatch(/Provisional|Closed/);
  });

  it('is said until the report is closed', () => {
    const text = textOf(servicePage(SERVICE));
    expect(text).toContain(
      'Provisional: October 2026 has no closed report, so late signals still change these figures.',
    );
    expect(text).not.toContain('Report of October 2026');
  });

  it('is said when it is closed, with a way to the report', () => {
    const page = servicePage({ ...SERVICE, closed: { at, attainment: SERVICE.attainment } });
    expect(textOf(page)).toContain('Closed 4 Nov 2026 00:05 CET; the report says the same.');
    expect(page).toContain('<a href="/reports/acme-2026/2026-10">Report of October 2026</a>');
  });

  it('is said openly when something arrived after that', () => {
    const closed = { at, attainment: buildAttainment({ service: 'checkout', down: 10 }) };
    expect(textOf(servicePage({ ...SERVICE, closed }))).toContain(
      'Closed 4 Nov 2026 00:05 CET. What arrived later, or a changed catalogue, is in these figures and not in the report, which says 99.97 % (met). A new version of it is proposed for approval.',
    );
  });

  it('is said openly when the same time is judged by another target', () => {
    const { attainment } = SERVICE;
    const targets = attainment.targets.map((it) => ({ ...it, target: '99.99' }));
    const closed = { at, attainment: { ...attainment, targets } };
    expect(textOf(servicePage({ ...SERVICE, closed }))).not.toContain('the report says the same');
  });
});
