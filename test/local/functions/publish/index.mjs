import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

/** A custom resource that reads its asset; one that says "refuse" fails. */
export async function handler({ RequestType, ResponseURL, ResourceProperties }) {
  const { Bucket, Key } = ResourceProperties;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = await Body.transformToString();
  console.log(JSON.stringify({ level: 'INFO', RequestType, text, ResourceProperties }));
  const refused = text.trim() === 'refuse';
  const answer = { Status: refused ? 'FAILED' : 'SUCCESS', Reason: 'the asset says so', PhysicalResourceId: 'one' };
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
}
