import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

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
