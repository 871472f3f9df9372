import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import type { Noted, Refusal, SourceSeen } from '../domain/source-health.ts';
import { refusalKey, seenKey, sourcePartition } from './keys.ts';
import { conditionally, type Item, putIfAbsent, query, type Table } from './table.ts';

/** Remembers the latest delivery of a source, of two at once the one that told of later; an earlier one changes nothing. */
export async function noteSeen(table: Table, source: string, { receivedAt, toldOf, noted }: SourceSeen): Promise<void> {
  await conditionally(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...seenKey(source) },
        UpdateExpression: 'SET receivedAt = :receivedAt, toldOf = :toldOf, noted = :noted',
        ConditionExpression:
          'attribute_not_exists(receivedAt) OR receivedAt < :receivedAt OR (receivedAt = :receivedAt AND toldOf < :toldOf)',
        ExpressionAttributeValues: {
          ':receivedAt': formatInstant(receivedAt),
          ':toldOf': toldOf === undefined ? '' : formatInstant(toldOf),
          ':noted': noted ?? null,
        },
      }),
    ),
  );
}

const KEPT_MS = 35 * 86_400_000;

/** Remembers that a webhook was turned away: one in an hour, however many an attacker sends. */
export async function noteRefusal(table: Table, source: string, { at, reason }: Refusal): Promise<void> {
  const hour = formatInstant(at).slice(0, 13);
  const ttl = Math.floor((at + KEPT_MS) / 1000);
  await putIfAbsent(table, refusalKey(source, hour), { at: formatInstant(at), reason, ttl });
}

/** The latest delivery of a source and its latest refusals, the newest first. */
export async function readSeen(
  table: Table,
  source: string,
): Promise<{ seen: SourceSeen | undefined; refusals: Refusal[] }> {
  const items = await query(table, { pk: sourcePartition(source), newestFirst: true });
  const seen = items.find(({ sk }) => sk === seenKey(source).sk);
  return {
    seen: seen && {
      receivedAt: parseInstant(String(seen.receivedAt)),
      ...(typeof seen.toldOf === 'string' && seen.toldOf !== '' && { toldOf: parseInstant(seen.toldOf) }),
      ...notedIn(seen),
    },
    refusals: items
      .filter((item) => item !== seen)
      .slice(0, SHOWN_REFUSALS)
      .map(({ at, reason }) => ({ at: parseInstant(String(at)), reason: String(reason) })),
  };
}

function notedIn({ noted }: Item): Pick<SourceSeen, 'noted'> {
  return noted === undefined || noted === null ? {} : { noted: noted as Noted };
}

const SHOWN_REFUSALS = 24;
