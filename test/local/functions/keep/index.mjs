import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const dynamodb = new DynamoDBClient({});
const eventBridge = new EventBridgeClient({});

/** Keeps the body of a request under the id in its path, tells the bus, and answers: a tiny `ingest`. */
export async function handler({ pathParameters, body = '', isBase64Encoded }) {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const Item = { pk: { S: pathParameters.id }, bytes: { B: bytes } };
  await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  const entry = { Source: 'test', DetailType: 'Kept', Detail: JSON.stringify({ id: pathParameters.id }) };
  await eventBridge.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: process.env.BUS }] }));
  return { statusCode: 202, headers: { 'content-type': 'application/json' }, body: '{}' };
}
