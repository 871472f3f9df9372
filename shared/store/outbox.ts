import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { formatInstant } from '../domain/instant.ts';
import { OUTBOX_PARTITION, outboxKey } from './keys.ts';
import { conditionally, putIfAbsent, query, type Table } from './table.ts';

/**
 * A mail that must go out once. `pending` → `sending` → `sent`; a refusal by the mail service goes back to `pending`.
 * One that stays `sending` was cut off between the request and the answer: nobody knows whether it went out, so it is
 * not sent again by itself but shown as unconfirmed.
 */
export interface OutboxItem {
  readonly report: string;
  readonly agreement: string;
  readonly period: string;
  readonly state: 'pending' | 'sending' | 'sent';
  /** ISO instant of the last change. */
  readonly changedAt: string;
  readonly messageId: string;
}

export async function enqueueMail(
  table: Table,
  { now, ...mail }: Omit<OutboxItem, 'state' | 'changedAt'> & { now: number },
): Promise<void> {
  await putIfAbsent(table, outboxKey(mail.report), { ...mail, state: 'pending', changedAt: formatInstant(now) });
}

export async function unsentMails(table: Table): Promise<OutboxItem[]> {
  const items = await query(table, { pk: OUTBOX_PARTITION });
  return items
    .map((item) => ({
      report: String(item.report),
      agreement: String(item.agreement),
      period: String(item.period),
      state: item.state as OutboxItem['state'],
      changedAt: String(item.changedAt),
      messageId: String(item.messageId),
    }))
    .filter(({ state }) => state !== 'sent');
}

/** Moves a mail on. @returns false when it is no longer in the state it is moved from: somebody else has it */
export async function moveMail(
  table: Table,
  report: string,
  { from, to, now }: { from: OutboxItem['state']; to: OutboxItem['state']; now: number },
): Promise<boolean> {
  return await conditionally(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...outboxKey(report) },
        UpdateExpression: 'SET #state = :to, changedAt = :now',
        ConditionExpression: '#state = :from',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':from': from, ':to': to, ':now': formatInstant(now) },
      }),
    ),
  );
}
