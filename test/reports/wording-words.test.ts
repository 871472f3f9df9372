import { describe, expect, it } from 'vitest';
import type { Wording } from '../../shared/domain/result.ts';
import { renderMail } from '../../shared/reports/mail/render-mail.ts';
import { servicePage } from '../../shared/reports/pages/service.ts';
import { wordingSentences, wordingTerms } from '../../shared/reports/wording-words.ts';
import { buildAttainment } from '../support/attainment-builder.ts';
import { textOf } from '../support/html-rules.ts';
import { SERVICE } from '../support/page-samples.ts';
import { report } from '../support/report-samples.ts';

const HOUR = 3_600_000;
const SIGNED: Wording = {
  from: '2026-10-01T00:00:00+02:00',
  catalogue: 'c0ffee',
  method: 'contract',
  hours: 'office',
  targets: [{ kind: 'availability', target: '99.9' }],
};

/** October in Berlin, agreed otherwise from the 15th. */
function changed(change: Partial<Wording>, service = 'checkout') {
  const wordings = [SIGNED, { ...SIGNED, from: '2026-10-15T00:00:00+02:00', ...change }];
  return { ...buildAttainment({ service }), wordings };
}

const TIGHTER = changed({ targets: [{ kind: 'availability', target: '99.95' }] });

describe('an agreement that changes within a period', () => {
  it.each([
    [{ targets: [{ kind: 'availability', target: '99.95' }] }, '99.95 % availability in place of 99.9 % availability'],
    [
      { method: 'strict', hours: '24x7' },
      'method strict in place of method contract; hours 24x7 in place of hours office',
    ],
    [
      { targets: [...SIGNED.targets, { kind: 'downtime', target: 'at most 2 h of downtime' }] },
      'also at most 2 h of downtime',
    ],
    [{ targets: [] }, 'no longer 99.9 % availability'],
    [
      { maintenanceAllowance: { timeMs: 6 * HOUR, per: 'month' }, maintenanceNoticeMs: 24 * HOUR },
      'also a maintenance allowance of 6 h a month; also a maintenance notice of 1 d',
    ],
    [{}, 'other terms, with the same targets, method, name of hours, and allowance and notice for maintenance'],
  ] as const)('says what has become of what: %j', (change, words) => {
    expect(wordingSentences(changed(change))).toEqual([`Agreed differently from 15 Oct 2026: ${words}.`]);
  });

  it('says how much maintenance is allowed, and how long before it has to be announced', () => {
    const change = (before: Partial<Wording>, after: Partial<Wording>) => {
      const wordings = [
        { ...SIGNED, ...before },
        { ...SIGNED, from: '2026-10-15T00:00:00+02:00', ...after },
      ];
      return wordingSentences({ ...buildAttainment({ service: 'checkout' }), wordings });
    };
    const four = { maintenanceAllowance: { timeMs: 4 * HOUR, per: 'month' } } as const;
    const six = { maintenanceAllowance: { timeMs: 6 * HOUR, per: 'month' } } as const;
    expect(change(four, six)).toEqual([
      'Agreed differently from 15 Oct 2026: maintenance allowance 6 h a month in place of 4 h a month.',
    ]);
    expect(change(four, {})).toEqual([
      'Agreed differently from 15 Oct 2026: no longer a maintenance allowance of 4 h a month.',
    ]);
    expect(change({ maintenanceNoticeMs: 12 * HOUR }, { maintenanceNoticeMs: 36 * HOUR })).toEqual([
      'Agreed differently from 15 Oct 2026: maintenance notice 1 d 12 h in place of 12 h.',
    ]);
  });

  it('says the time too where that is not the beginning of a day', () => {
    expect(wordingSentences(changed({ from: '2026-10-15T12:00:00+02:00', method: 'strict' }))).toEqual([
      'Agreed differently from 15 Oct 2026 12:00 CEST: method strict in place of method contract.',
    ]);
  });

  it('says nothing where nothing changed', () => {
    expect(wordingSentences(buildAttainment({ service: 'checkout' }))).toEqual([]);
  });

  it('says once what changed for several services', () => {
    const services = ['Checkout', 'Search'].map((name) => ({
      id: name,
      name,
      attainment: changed({ method: 'strict' }),
    }));
    expect(wordingTerms(services)).toEqual([
      {
        term: 'Agreed differently',
        text: 'from 15 Oct 2026, for Checkout and Search: method strict in place of method contract.',
      },
    ]);
  });

  it('says so on the service page and in the mail', () => {
    const page = textOf(servicePage({ ...SERVICE, attainment: TIGHTER }));
    expect(page).toContain(
      'Agreed differently from 15 Oct 2026: 99.95 % availability in place of 99.9 % availability.',
    );
    const services = [{ id: 'checkout', name: 'Checkout', attainment: TIGHTER, history: [] }];
    const { text } = renderMail(report({ services }), { webUrl: 'https://attain.example.com' });
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Agreed differently: from 15 Oct 2026, for Checkout: 99.95 % availability',
    );
  });
});
