import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assets } from '../assets.ts';
import type { Clock } from '../clock.ts';
import { TemplateError } from '../errors.ts';
import { arn } from '../template/names.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';
import { LocalFunction } from './function.ts';

const Properties = z.strictObject({
  FunctionName: z.string().optional(),
  Description: noLocalEffect('for people'),
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
  Architectures: noLocalEffect('bundles are JavaScript'),
  Role: noLocalEffect('each call names its function, see aws-call.ts'),
  LoggingConfig: noLocalEffect('logs go to a file per function'),
  Tags: noLocalEffect('for people'),
});

export interface FunctionsSettings {
  readonly assets: Assets;
  readonly clock: Clock;
  /** One log file per function goes here. */
  readonly logFolder: string;
  /** `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Gets each line of a function's log that is an error. */
  readonly report: (functionName: string, line: string) => void;
}

/** The stack's functions, by name and by ARN. */
export class Functions {
  readonly all: readonly LocalFunction[];

  constructor(stack: Stack, settings: FunctionsSettings) {
    this.all = stack.ofType('AWS::Lambda::Function').map((resource) => functionOf(resource, stack, settings));
  }

  /** @throws TemplateError when no function of this stack has the name or ARN */
  named(nameOrArn: string, at: string): LocalFunction {
    // API Gateway may wrap the ARN: arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations
    const plain = /functions\/(.+)\/invocations$/.exec(nameOrArn)?.[1] ?? nameOrArn;
    const found = this.all.find(({ settings }) => settings.name === plain || settings.arn === plain);
    if (found === undefined) throw new TemplateError(`${at}: no function of this stack is ${nameOrArn}`);
    return found;
  }

  get running(): number {
    return this.all.reduce((sum, { running }) => sum + running, 0);
  }

  get invocations(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.all.map(({ settings, invocations }) => [settings.label, invocations]));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((each) => each.close()));
  }
}

function functionOf(resource: StackResource, stack: Stack, settings: FunctionsSettings): LocalFunction {
  const { Code, Handler, Timeout, MemorySize, Environment } = propertiesOf(resource, Properties);
  const [module = '', handler = ''] = Handler.split('.');
  const folder = settings.assets.pathOf(Code.S3Bucket, Code.S3Key, resource.logicalId);
  const label = Environment.Variables.POWERTOOLS_SERVICE_NAME ?? resource.logicalId;
  return new LocalFunction(
    {
      name: resource.name,
      label,
      arn: arn('lambda', `function:${resource.name}`, stack.place),
      timeoutMs: Timeout * 1000,
      memoryMb: MemorySize,
      environment: {
        ...runtimeEnvironment(resource, { folder, handler: Handler, memoryMb: MemorySize, region: stack.place.region }),
        ...settings.endpoints,
        ...Environment.Variables,
      },
      worker: {
        file: moduleFile(folder, module, resource.logicalId),
        handler,
        clock: settings.clock.shared,
        logFile: join(settings.logFolder, `${label}.log`),
      },
    },
    (line) => settings.report(label, line),
  );
}

function moduleFile(folder: string, module: string, at: string): string {
  const candidates = ['mjs', 'js', 'cjs'].map((extension) => join(folder, `${module}.${extension}`));
  const file = candidates.find((candidate) => existsSync(candidate));
  if (file === undefined) throw new TemplateError(`${at}: expected one of ${candidates.join(', ')}`);
  return file;
}

interface Runtime {
  readonly folder: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly region: string;
}

/** What Lambda sets, and one variable of ours: the access key id is the logical id, so that each call says who makes it. */
function runtimeEnvironment(resource: StackResource, { folder, handler, memoryMb, region }: Runtime) {
  return {
    ATTAIN_LOCAL: '1',
    AWS_ACCESS_KEY_ID: resource.logicalId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: resource.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${resource.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    // Invocations overlap in one worker; this makes Powertools keep what belongs to one of them apart.
    AWS_LAMBDA_MAX_CONCURRENCY: '1000',
    LAMBDA_TASK_ROOT: folder,
    TZ: ':UTC',
    _HANDLER: handler,
  };
}
