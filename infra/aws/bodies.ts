import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AttainFunction } from './attain-function.ts';
import { acknowledgeObjects, keptBucket } from './kept-bucket.ts';

/** Bodies of webhooks that are too large for an item of the table, compressed, each under its digest. */
export class Bodies extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = keptBucket(this);
  }

  letWrite(writer: AttainFunction): void {
    this.allow(writer, 's3:PutObject');
  }

  letRead(reader: AttainFunction): void {
    this.allow(reader, 's3:GetObject');
    // Else S3 says of an object that is not there that it is forbidden.
    reader.allow({ actions: ['s3:ListBucket'], on: [this.bucket.bucketArn] });
  }

  private allow(user: AttainFunction, action: string): void {
    const env = { ATTAIN_BODIES_BUCKET: this.bucket.bucketName };
    user.allow({ actions: [action], on: [this.bucket.arnForObjects('*')], env });
    acknowledgeObjects(user, this.bucket);
  }
}
