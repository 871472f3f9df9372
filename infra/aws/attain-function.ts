import { join } from 'node:path';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';

const namespace = 'Attain';

/** What every function of the stack has in common. */
interface Build {
  /** The folder with one bundle per function. */
  readonly bundles: string;
  readonly logRetentionDays: RetentionDays;
}

export interface AttainFunctionProps extends Build {
  readonly timeout?: Duration;
  /** Megabytes; a Lambda's share of a CPU grows with it. */
  readonly memorySize?: number;
}

/** The file of `functions/` that the construct's id names: `IngestAwsEvents` runs `functions/ingest-aws-events.ts`. */
export class AttainFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, id: string, props: AttainFunctionProps) {
    super(scope, id);
    const name = kebabCase(id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // An own role, since Lambda's default one carries an AWS-managed policy that may write to every log group.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new Lambda(this, 'Function', {
      code: Code.fromAsset(join(props.bundles, name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout ?? Duration.seconds(30),
      memorySize: props.memorySize ?? 512,
      role,
      logGroup,
      environment: { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: namespace },
    });
  }

  /** Goes off when something that the function counts itself, under this name, is above zero. */
  alarmOnCount(metricName: string, { periods = 1 }: { readonly periods?: number } = {}): void {
    const dimensionsMap = { service: kebabCase(this.node.id) };
    alarmOn(this, metricName, {
      metric: new Metric({ namespace, metricName, dimensionsMap, statistic: 'Sum' }),
      periods,
      runbook: kebabCase(metricName),
    });
  }

  /** Sets variables and allows what they are for, so that neither is forgotten. */
  allow({ actions, on, env = {} }: Permission): void {
    this.lambda.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...on] }));
    for (const [name, value] of Object.entries(env)) this.lambda.addEnvironment(name, value);
  }
}

export interface Permission {
  readonly actions: readonly string[];
  /** ARNs of the resources. */
  readonly on: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `IngestAwsEvents` //=> `ingest-aws-events` */
function kebabCase(id: string): string {
  return id.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
}
