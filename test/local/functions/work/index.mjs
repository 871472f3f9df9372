import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

/** Marks what `keep` kept as done; messages about an id that starts with "bad" fail, and only they. */
export async function handler({ Records }) {
  const failed = [];
  for (const { messageId, body } of Records) {
    const { id } = JSON.parse(body).detail;
    if (id.startsWith('bad')) failed.push({ itemIdentifier: messageId });
    else await markDone(id);
  }
  return { batchItemFailures: failed };
}

function markDone(id) {
  const UpdateExpression = 'SET done = :now';
  const ExpressionAttributeValues = { ':now': { S: new Date().toISOString() } };
  const Key = { pk: { S: id } };
  return dynamodb.send(
    new UpdateItemCommand({ TableName: process.env.TABLE, Key, UpdateExpression, ExpressionAttributeValues }),
  );
}
