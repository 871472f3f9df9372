import { Stack } from 'aws-cdk-lib/core';
import { acknowledge } from './acknowledge.ts';
import type { AttainFunction } from './attain-function.ts';

/** Lets a function read the secrets whose names start with `prefix`; people make them, see docs/deploy.md. */
export function letReadSecrets(reader: AttainFunction, { prefix }: { readonly prefix: string }): void {
  const arn = Stack.of(reader).formatArn({
    service: 'secretsmanager',
    resource: `secret:${prefix}*`,
  });
  reader.allow({ actions: ['secretsmanager:GetSecretValue'], on: [arn], env: { ATTAIN_SECRET_PREFIX: prefix } });
  acknowledge(reader, {
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${prefix}*]`]:
      'A new version of the catalogue may name a new source without a deploy, and Secrets Manager ends ARNs at random.',
  });
}
