import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { type Mail, sendMail } from '../shared/aws/mail.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { agreementsOf } from '../shared/domain/compute.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { renderMail } from '../shared/reports/mail/render-mail.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { enqueueMail, moveMail, type OutboxItem, unsentMails } from '../shared/store/outbox.ts';
import { reportVersions } from '../shared/store/reports.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** Mails every closed report once: notes it in the outbox, then works the outbox off. Safe to repeat. */
export const handler = batchHandler(async (messages) => {
  for (const { body } of messages) await enqueue(busDetail(body));
  count('MailUnconfirmed', 0);
  // All are waited for, whatever becomes of one: a run that ended early would cut the others off while they are sent.
  const outcomes = await Promise.all((await unsentMails(table)).map(attempt));
  const left = outcomes.filter((outcome) => outcome === 'pending').length;
  if (left > 0) throw new Error(`expected every mail to go out; ${left} did not and will be tried again`);
  return [];
});

async function enqueue(closed: ReturnType<typeof busDetail>): Promise<void> {
  if (closed === undefined) return;
  const { report, agreement, period } = closed;
  const messageId = `<${String(report)}@attain>`;
  const mail = { report: String(report), agreement: String(agreement), period: String(period), messageId };
  await enqueueMail(table, { ...mail, now: Date.now() });
}

async function attempt(mail: OutboxItem): Promise<OutboxItem['state']> {
  try {
    return mail.state === 'sending' ? leaveUnconfirmed(mail) : await deliver(mail);
  } catch (error) {
    logger.error('The mail could not be worked on', { mail, error: error as Error });
    return 'pending';
  }
}

// Whatever else can fail is done before the mail is marked as being sent: from then on a failure leaves it unconfirmed.
async function deliver(mail: OutboxItem): Promise<OutboxItem['state']> {
  const composed = await compose(mail);
  if (!(await moveMail(table, mail.report, { from: 'pending', to: 'sending', now: Date.now() }))) return 'sending';
  const state = composed.to.length === 0 ? 'sent' : await send(composed);
  if (state !== 'sending') await moveMail(table, mail.report, { from: 'sending', to: state, now: Date.now() });
  return state;
}

async function compose({ messageId, ...of }: OutboxItem): Promise<Mail> {
  const report = (await reportVersions(table, of)).find(({ id }) => id === of.report);
  if (report === undefined) throw new Error(`expected a closed report ${of.report}; found none`);
  const to = agreementsOf(await catalogues.read(), Date.now(), report.agreement.id)[0]?.recipients ?? [];
  const content = renderMail(report, { webUrl: environment('ATTAIN_URL') });
  return { ...content, from: environment('ATTAIN_MAIL_FROM'), to, messageId };
}

// A refusal is tried again; an answer that got lost is not, for the mail may have gone out.
async function send(mail: Mail): Promise<OutboxItem['state']> {
  const sending = await sendMail(mail);
  if (sending.state === 'sent') return 'sent';
  logger.error('The mail did not go out', { messageId: mail.messageId, error: sending.error as Error });
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
