import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { sendMail } from '../shared/aws/mail.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { agreementsOf } from '../shared/domain/compute.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import type { SlaReport } from '../shared/domain/report.ts';
import { renderMail } from '../shared/reports/mail/render-mail.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { enqueueMail, moveMail, type OutboxItem, unsentMails } from '../shared/store/outbox.ts';
import { getReport } from '../shared/store/reports.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** Mails every closed report once: notes it in the outbox, then works the outbox off. Safe to repeat. */
export const handler = batchHandler(async (messages) => {
  for (const { body } of messages) await enqueue(busDetail(body));
  count('MailUnconfirmed', 0);
  const outcomes = await Promise.all((await unsentMails(table)).map(deliver));
  const refused = outcomes.filter((outcome) => outcome === 'pending').length;
  if (refused > 0) throw new Error(`${refused} mails were refused by the mail service; they are tried again`);
  return [];
});

async function enqueue(closed: ReturnType<typeof busDetail>): Promise<void> {
  if (closed === undefined) return;
  const { report, agreement, period } = closed;
  const messageId = `<${String(report)}@attain>`;
  const mail = { report: String(report), agreement: String(agreement), period: String(period), messageId };
  await enqueueMail(table, { ...mail, now: Date.now() });
}

async function deliver(mail: OutboxItem): Promise<OutboxItem['state']> {
  if (mail.state === 'sending') return leaveUnconfirmed(mail);
  const report = await getReport(table, mail);
  if (report === undefined) throw new Error(`expected a closed report ${mail.report}; found none`);
  if (!(await moveMail(table, mail.report, { from: 'pending', to: 'sending', now: Date.now() }))) return 'sending';
  const state = await send(mail, report);
  if (state !== 'sending') await moveMail(table, mail.report, { from: 'sending', to: state, now: Date.now() });
  return state;
}

// A refusal is tried again; an answer that got lost is not, for the mail may have gone out.
async function send(mail: OutboxItem, report: SlaReport): Promise<OutboxItem['state']> {
  const to = agreementsOf(await catalogues.read(), report.agreement.id)[0]?.recipients ?? [];
  if (to.length === 0) return 'sent';
  const content = renderMail(report, { webUrl: environment('ATTAIN_URL') });
  const sending = await sendMail({ ...content, from: environment('ATTAIN_MAIL_FROM'), to, messageId: mail.messageId });
  if (sending.state === 'sent') return 'sent';
  logger.error('The mail did not go out', { mail, error: sending.error as Error });
  return sending.state === 'refused' ? 'pending' : 'sending';
}

/** Longer than a run can take: a mail that is still being sent after that was cut off. */
const CUT_OFF_MS = 15 * 60_000;

// Nobody knows whether this mail went out, and sending it again could double it: a person decides (see the runbook).
function leaveUnconfirmed(mail: OutboxItem): 'sending' {
  if (Date.now() - parseInstant(mail.changedAt) >= CUT_OFF_MS) {
    count('MailUnconfirmed', 1);
    logger.error('A mail was cut off while it was sent', { mail });
  }
  return 'sending';
}
