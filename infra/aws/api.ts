import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarmOn } from './alarm.ts';
import type { AttainFunction } from './attain-function.ts';
import type { Settings } from './settings.ts';

export interface ApiProps {
  readonly ingest: AttainFunction;
  readonly readApi: AttainFunction;
  readonly operations: AttainFunction;
  readonly web: AttainFunction;
  readonly deliveries: AttainFunction;
  readonly authorizer: Settings['web'];
  readonly logRetentionDays: RetentionDays;
}

/** The front door. Closed: a route without a word about authorization gets the authorizer. */
export class Api extends Construct {
  readonly http: HttpApi;

  constructor(
    scope: Construct,
    id: string,
    { ingest, readApi, operations, web, deliveries, authorizer, logRetentionDays }: ApiProps,
  ) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', {
      createDefaultStage: false,
      defaultAuthorizer:
        authorizer.type === 'iam'
          ? new HttpIamAuthorizer()
          : new HttpJwtAuthorizer('Token', authorizer.issuer, { jwtAudience: [...authorizer.audience] }),
    });
    this.routeWebhooks(ingest);
    this.routeReads(new HttpLambdaIntegration('Deliveries', deliveries.lambda), [
      '/api/deliveries',
      '/api/deliveries/{delivery}',
      '/api/deliveries/{delivery}/raw',
    ]);
    this.routeReads(new HttpLambdaIntegration('ReadApi', readApi.lambda), ['/api/{proxy+}', '/health']);
    this.routeReads(new HttpLambdaIntegration('Operations', operations.lambda), [
      '/sources',
      '/quarantine',
      '/deliveries/{delivery}',
    ]);
    this.routeReads(new HttpLambdaIntegration('Web', web.lambda), ['/', '/{proxy+}']);
    const stage = this.publish(logRetentionDays);
    alarmOn(this, 'ServerErrors', {
      metric: stage.metricServerError({ statistic: 'Sum' }),
      periods: 2,
      runbook: 'server-errors',
    });
  }

  get url(): string {
    return this.http.apiEndpoint;
  }

  private routeWebhooks(ingest: AttainFunction): void {
    const integration = new HttpLambdaIntegration('Ingest', ingest.lambda);
    const authorizer = new HttpNoneAuthorizer();
    const { POST, PUT, GET, HEAD, OPTIONS } = HttpMethod;
    // Some senders can show a secret nowhere but at the end of the path.
    const routes = ['/webhooks/{source}', '/webhooks/{source}/{secret}'].flatMap((path) =>
      this.http.addRoutes({ path, methods: [POST, PUT, GET, HEAD, OPTIONS], integration, authorizer }),
    );
    for (const route of routes) {
      acknowledge(route, {
        'AwsSolutions-APIG4':
          'Monitoring tools cannot sign for AWS or renew tokens: the function checks the secret of each source itself, ' +
          'in constant time over the raw bytes, and a source without one does not pass synth.',
      });
    }
  }

  private routeReads(integration: HttpLambdaIntegration, paths: readonly string[]): void {
    for (const path of paths) this.http.addRoutes({ path, methods: [HttpMethod.GET], integration });
  }

  private publish(retention: RetentionDays): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLogs', { retention, removalPolicy: RemovalPolicy.DESTROY });
    return new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 2000, burstLimit: 4000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
  }
}

// The route stands for the path, which may end with a secret.
const accessLogFields = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};
