import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderMail } from '../../shared/reports/mail/render-mail.ts';
import { ALL_MET, NOT_MEASURED, ONE_MISSED } from './report-samples.ts';

/** Writes the sample mails and pages as files to look at, into the folder given or a new one, and prints where. */
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'attain-preview-'));

const mails = { 'all-met': ALL_MET, 'one-missed': ONE_MISSED, 'not-measured': NOT_MEASURED };
for (const [name, report] of Object.entries(mails)) {
  const mail = renderMail(report, { webUrl: 'https://attain.example.com' });
  writeFileSync(join(folder, `mail-${name}.html`), mail.html);
  writeFileSync(join(folder, `mail-${name}.txt`), `Subject: ${mail.subject}\n\n${mail.text}`);
}
process.stdout.write(`${folder}\n`);
