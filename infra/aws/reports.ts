import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { AttainFunction } from './attain-function.ts';

/** Closed reports. Versions are kept and the bucket outlives the stack: they are evidence. */
export class Reports extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'One function writes here, and versions show every change. Who wants reads logged turns on CloudTrail data ' +
        'events for the bucket, which unlike server access logs are complete.',
    });
  }

  letWrite(writer: AttainFunction): void {
    writer.allow({
      actions: ['s3:PutObject'],
      on: [this.bucket.arnForObjects('*')],
      env: { ATTAIN_REPORTS_BUCKET: this.bucket.bucketName },
    });
    acknowledge(writer, {
      [`AwsSolutions-IAM5[Resource::<${this.logicalId()}.Arn>/*]`]:
        'The names of reports are made at run time, and the bucket holds nothing else.',
    });
  }

  private logicalId(): string {
    return Stack.of(this).resolve(this.bucket.bucketArn)['Fn::GetAtt'][0];
  }
}
