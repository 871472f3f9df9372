import { CustomResource, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AttainFunction } from './attain-function.ts';

export interface PublicationProps {
  /** Carries the catalogue in its code, and answers CloudFormation itself. */
  readonly publish: AttainFunction;
  readonly catalogueHash: string;
}

/** Runs `publish` when the catalogue has changed, as a part of the deploy: if publishing fails, so does that. */
export class Publication extends Construct {
  constructor(scope: Construct, id: string, { publish, catalogueHash }: PublicationProps) {
    super(scope, id);
    new CustomResource(this, 'Catalogue', {
      resourceType: 'Custom::Catalogue',
      serviceToken: publish.lambda.functionArn,
      // An hour unless given, and that long a deploy would hang on a function that never answers.
      serviceTimeout: Duration.minutes(5),
      properties: { CatalogueHash: catalogueHash },
    });
  }
}
