import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AttainFunction } from './attain-function.ts';
import { acknowledgeObjects, keptBucket } from './kept-bucket.ts';

/** Closed reports. */
export class Reports extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = keptBucket(this);
  }

  letWrite(writer: AttainFunction): void {
    writer.allow({
      actions: ['s3:PutObject'],
      on: [this.bucket.arnForObjects('*')],
      env: { ATTAIN_REPORTS_BUCKET: this.bucket.bucketName },
    });
    acknowledgeObjects(writer, this.bucket);
  }
}
