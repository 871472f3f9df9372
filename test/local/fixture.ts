import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const functions = fileURLToPath(new URL('./functions', import.meta.url));

type Resources = Readonly<Record<string, unknown>>;

const root = mkdtempSync(join(tmpdir(), 'attain-test-'));
process.once('exit', () => rmSync(root, { recursive: true, force: true }));

/** A folder that is gone when the tests are over. */
export function temporaryFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

/** Writes a cloud assembly with the given resources and gives its folder. `asset` is the text of the asset `note.txt`. */
export function assemblyWith(resources: Resources, { asset = 'hello' }: { readonly asset?: string } = {}): string {
  const folder = temporaryFolder();
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Tiny.template.json' } };
  write('manifest.json', {
    artifacts: { Tiny: stack, assets: { type: 'cdk:asset-manifest', properties: { file: 'Tiny.assets.json' } } },
  });
  write('Tiny.template.json', { Resources: resources, Outputs: { Table: { Value: { Ref: 'Table' } } } });
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'note.txt'), asset);
  const zips = ['keep', 'work', 'publish', 'probe'].map((name) => [
    name,
    assetOf(relative(folder, join(functions, name)), `${name}.zip`),
  ]);
  write('Tiny.assets.json', { files: { ...Object.fromEntries(zips), note: assetOf('assets/note.txt', 'note.txt') } });
  return folder;
}

function assetOf(path: string, objectKey: string) {
  const packaging = objectKey.endsWith('.zip') ? 'zip' : 'file';
  return { source: { path, packaging }, destinations: { here: { bucketName: `assets-\${AWS::Region}`, objectKey } } };
}

const assets = { 'Fn::Sub': `assets-\${AWS::Region}` };

export function lambda(
  name: string,
  { timeout = 10, environment = {} }: { timeout?: number; environment?: unknown } = {},
) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: assets, S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: timeout,
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name, ...Object(environment) } },
    },
  };
}

export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

const environment = { TABLE: { Ref: 'Table' }, BUS: { Ref: 'Bus' } };

/** `PUT /keep/{id}` → table and bus → queue → `work`: the shape of the real stack in one screen. */
export const pipeline: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'tiny' } },
  DeadLetters: { Type: 'AWS::SQS::Queue' },
  Queue: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetters'), maxReceiveCount: 2 },
    },
  },
  Kept: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['test'], 'detail-type': ['Kept'] },
      Targets: [{ Id: 'Queue', Arn: arnOf('Queue') }],
    },
  },
  Keep: lambda('keep', { environment }),
  Work: lambda('work', { environment }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf('Queue'),
      FunctionName: { Ref: 'Work' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Tiny', ProtocolType: 'HTTP' } },
  ...route('KeepRoute', { key: 'PUT /keep/{id}', to: 'Keep' }),
};

export function route(
  id: string,
  { key, to, authorization = 'NONE' }: { key: string; to: string; authorization?: string },
): Resources {
  return {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf(to),
        PayloadFormatVersion: '2.0',
      },
    },
    [id]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: key,
        AuthorizationType: authorization,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${id}Integration` }]] },
      },
    },
  };
}

/** `POST /probe` and `POST /short-lived` do what their body asks for; see functions/probe. */
export const probe: Resources = {
  Api: pipeline.Api,
  Bucket: { Type: 'AWS::S3::Bucket' },
  Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'attain@example.com' } },
  Probe: lambda('probe', { environment: { BUCKET: { Ref: 'Bucket' } } }),
  // So that a test need not wait long for its end.
  ShortLived: lambda('probe', { timeout: 1 }),
  Table: pipeline.Table,
  ...route('ProbeRoute', { key: 'POST /probe', to: 'Probe' }),
  ...route('ShortLivedRoute', { key: 'POST /short-lived', to: 'ShortLived' }),
};
