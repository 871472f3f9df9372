import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderMail } from '../../shared/reports/mail/render-mail.ts';
import { improvementsPage } from '../../shared/reports/pages/improvements.ts';
import { overviewPage } from '../../shared/reports/pages/overview.ts';
import { errorPage, notFoundPage } from '../../shared/reports/pages/problem.ts';
import { quarantinePage } from '../../shared/reports/pages/quarantine.ts';
import { servicePage } from '../../shared/reports/pages/service.ts';
import { NOW, OVERVIEW, QUARANTINED, SERVICE, WEBHOOK } from './page-samples.ts';
import { ALL_MET, improvement, NOT_MEASURED, ONE_MISSED } from './report-samples.ts';
import { EVERY_KIND } from './target-samples.ts';

/** Writes the sample mails and pages as files to look at, into the folder given or a new one, and prints where. */
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'attain-preview-'));

const mails = { 'all-met': ALL_MET, 'one-missed': ONE_MISSED, 'not-measured': NOT_MEASURED, 'every-kind': EVERY_KIND };
for (const [name, report] of Object.entries(mails)) {
  const mail = renderMail(report, { webUrl: 'https://attain.example.com' });
  writeFileSync(join(folder, `mail-${name}.html`), mail.html);
  writeFileSync(join(folder, `mail-${name}.txt`), `Subject: ${mail.subject}\n\n${mail.text}`);
}

const organization = OVERVIEW.organization;
const items = [improvement(), improvement({ id: 'IMP-11C09D3E-2', dueAt: '2026-10-10T12:00:00Z' })];
const services = EVERY_KIND.services.map(({ id, name, attainment }) => ({ id, name, attainment }));
const EVERY_KIND_OVERVIEW = {
  ...OVERVIEW,
  agreements: OVERVIEW.agreements.slice(0, 1).map((agreement) => ({ ...agreement, services, closed: EVERY_KIND })),
};
const [checkout] = EVERY_KIND.services;
const EVERY_KIND_PAGE = {
  ...SERVICE,
  attainment: checkout?.attainment ?? SERVICE.attainment,
  improvements: EVERY_KIND.improvements,
};
const pages = {
  overview: overviewPage(OVERVIEW),
  empty: overviewPage({ organization, now: NOW, agreements: [], silent: true, webhook: WEBHOOK }),
  service: servicePage(SERVICE),
  'service-every-kind': servicePage(EVERY_KIND_PAGE),
  'overview-every-kind': overviewPage(EVERY_KIND_OVERVIEW),
  quarantine: quarantinePage({ organization, items: QUARANTINED }),
  improvements: improvementsPage({ organization, now: NOW, items }),
  'not-found': notFoundPage({ organization, what: 'no service named "chekout"' }),
  error: errorPage({ organization, message: 'The period "2026-13" does not exist.', reference: '1-67a2c0de' }),
};
for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, `page-${name}.html`), html);
process.stdout.write(`${folder}\n`);
