import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AttainFunction } from './attain-function.ts';

export interface PublicationProps {
  readonly publish: AttainFunction;
  /** Path of the file. */
  readonly catalogue: string;
}

/** Hands the catalogue to `publish` whenever its text has changed, as a part of the deploy: if it fails, so does that. */
export class Publication extends Construct {
  constructor(scope: Construct, id: string, { publish, catalogue }: PublicationProps) {
    super(scope, id);
    const asset = new Asset(this, 'Asset', { path: catalogue });
    publish.allow({
      actions: ['s3:GetObject'],
      on: [
        Stack.of(this).formatArn({
          service: 's3',
          region: '',
          account: '',
          resource: asset.s3BucketName,
          resourceName: asset.s3ObjectKey,
        }),
      ],
    });
    new CustomResource(this, 'Catalogue', {
      resourceType: 'Custom::Catalogue',
      serviceToken: publish.lambda.functionArn,
      // An hour unless given, and that long a deploy would hang on a function that never answers.
      serviceTimeout: Duration.minutes(5),
      properties: {
        CatalogueBucket: asset.s3BucketName,
        CatalogueKey: asset.s3ObjectKey,
        CatalogueHash: asset.assetHash,
      },
    });
  }
}
