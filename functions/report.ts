import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { putFile } from '../shared/aws/files.ts';
import { batchHandler } from '../shared/aws/handler.ts';
import { sendMail } from '../shared/aws/mail.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import type { Agreement } from '../shared/domain/catalogue.ts';
import { pastPeriods, periodsToClose } from '../shared/domain/closing.ts';
import { agreementsOf } from '../shared/domain/compute.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import type { SlaReport } from '../shared/domain/report.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { type RenderedMail, renderMail } from '../shared/reports/mail/render-mail.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { draftReport } from '../shared/store/close-period.ts';
import { enqueueMail, moveMail, type OutboxItem, unsentMails } from '../shared/store/outbox.ts';
import { closeReport, getReport } from '../shared/store/reports.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);
const webUrl = environment('ATTAIN_URL');

/** Closes every period that is over and past its grace, and sends what has not been sent. Safe to repeat. */
export const handler = batchHandler(async () => {
  const versions = await catalogues.read();
  for (const agreement of agreementsOf(versions)) await closePeriods(versions, agreement);
  count('MailUnconfirmed', 0);
  for (const mail of await unsentMails(table)) await deliver(mail);
  return [];
});

async function closePeriods(versions: readonly CatalogueVersion[], agreement: Agreement): Promise<void> {
  const now = Date.now();
  const names = pastPeriods(agreement, now).map(({ name }) => name);
  const reports = await Promise.all(names.map((period) => getReport(table, { agreement: agreement.id, period })));
  const closed = new Set(names.filter((_, index) => reports[index] !== undefined));
  for (const period of periodsToClose(agreement, { now, closed })) {
    const report = await draftReport(table, { versions, agreement, period, now });
    if (report !== undefined) await close(report, now);
  }
}

// The mail is noted before the period is closed: a crash in between leaves a mail without a report, which waits, and
// not a report without a mail, which nobody would miss.
async function close(report: SlaReport, now: number): Promise<void> {
  const { agreement, period } = report;
  const messageId = `<${report.id}@attain>`;
  await enqueueMail(table, { report: report.id, agreement: agreement.id, period: period.name, messageId, now });
  if (!(await closeReport(table, report))) return;
  count('ReportsClosed', 1);
  await tell(bus, [{ type: 'ReportClosed', detail: { report: report.id } }]);
}

async function deliver(mail: OutboxItem): Promise<void> {
  const report = await getReport(table, mail);
  if (report === undefined) return;
  if (mail.state === 'sending') return reportUnconfirmed(mail);
  const content = renderMail(report, { webUrl });
  await storeCopies(report, content.html);
  if (!(await moveMail(table, mail.report, { from: 'pending', to: 'sending', now: Date.now() }))) return;
  await moveMail(table, mail.report, { from: 'sending', to: await send(mail, report, content), now: Date.now() });
}

// The state that the mail is in after one attempt: a refusal is tried again at the next run, a lost answer is not.
async function send(mail: OutboxItem, report: SlaReport, content: RenderedMail): Promise<OutboxItem['state']> {
  const to = await recipientsOf(report.agreement.id);
  if (to.length === 0) return 'sent';
  const from = environment('ATTAIN_MAIL_FROM');
  const sending = await sendMail({ ...content, from, to, messageId: mail.messageId });
  count('MailRefused', sending.state === 'refused' ? 1 : 0);
  if (sending.state === 'sent') return 'sent';
  logger.error('The mail did not go out', { mail, error: sending.error as Error });
  return sending.state === 'refused' ? 'pending' : 'sending';
}

/** Longer than a run can take: a mail that is still being sent after that was cut off. */
const CUT_OFF_MS = 15 * 60_000;

// Nobody knows whether this mail went out, and sending it again could double it: a person decides (see the runbook).
function reportUnconfirmed(mail: OutboxItem): void {
  if (Date.now() - parseInstant(mail.changedAt) < CUT_OFF_MS) return;
  count('MailUnconfirmed', 1);
  logger.error('A mail was cut off while it was sent', { mail });
}

async function recipientsOf(agreement: string): Promise<readonly string[]> {
  return agreementsOf(await catalogues.read(), agreement)[0]?.recipients ?? [];
}

async function storeCopies(report: SlaReport, html: string): Promise<void> {
  const bucket = environment('ATTAIN_REPORTS_BUCKET');
  const name = `${report.agreement.id}/${report.period.name}/${report.id}`;
  await putFile({ bucket, key: `${name}.json`, body: JSON.stringify(report), contentType: 'application/json' });
  await putFile({ bucket, key: `${name}.html`, body: html, contentType: 'text/html; charset=utf-8' });
}
