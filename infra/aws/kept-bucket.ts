import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { AttainFunction } from './attain-function.ts';

/** A private, encrypted bucket that keeps versions and outlives the stack: what lies in it is evidence. */
export function keptBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
  });
  acknowledge(bucket, {
    'AwsSolutions-S1':
      'One function writes here, and versions show every change. Who wants reads logged turns on CloudTrail data ' +
      'events for the bucket, which unlike server access logs are complete.',
  });
  return bucket;
}

/** Says of a function that may use every object of a bucket why that is no more than it needs. */
export function acknowledgeObjects(user: AttainFunction, bucket: Bucket): void {
  const logicalId = Stack.of(bucket).resolve(bucket.bucketArn)['Fn::GetAtt'][0];
  acknowledge(user, {
    [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`]:
      'The names of objects are made at run time, and the bucket holds nothing else.',
  });
}
