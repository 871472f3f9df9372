import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const client = new S3Client({});

export interface StoredFile {
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
  readonly contentType: string;
}

export async function putFile({ bucket, key, body, contentType }: StoredFile): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
}

/** @throws Error when the object is missing or empty */
export async function readFile({ bucket, key }: { bucket: string; key: string }): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`expected content at s3://${bucket}/${key}; found none`);
  return await Body.transformToString();
}
