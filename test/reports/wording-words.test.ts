import { describe, expect, it } from 'vitest';
import type { Wording } from '../../shared/domain/result.ts';
import { renderMail } from '../../shared/reports/mail/render-mail.ts';
import { servicePage } from '../../shared/reports/pages/service.ts';
import { wordingSentences, wordingTerms } from '../../shared/reports/wording-words.ts';
import { buildAttainment } from '../support/attainment-builder.ts';
import { textOf } from '../support/html-rules.ts';
import { SERVICE } from '../support/page-samples.ts';
import { report } from '../support/report-samples.ts';

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
    [{}, 'other terms, with the same targets, method and name of hours'],
  ] as const)('says what has become of what: %j', (change, words) => {
    expect(wordingSentences(changed(change))).toEqual([`Agreed differently from 15 Oct 2026: ${words}.`]);
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
