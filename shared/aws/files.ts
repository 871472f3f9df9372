import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';

const client = new S3Client({});

export interface StoredFile {
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
  readonly contentType: string;
}

/** Puts a file unless one of that name is there already, which then stays as it is. */
export async function putFileOnce({ bucket, key, body, contentType }: StoredFile): Promise<void> {
  const file = { Bucket: bucket, Key: key, Body: body, ContentType: contentType };
  try {
    await client.send(new PutObjectCommand({ ...file, IfNoneMatch: '*' }));
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error;
  }
}
