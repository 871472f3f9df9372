import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from './permissions.ts';
import { templateOf } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf({
    'attain:mailFrom': 'sla@example.com',
    'attain:mailIdentity': 'example.com',
    'attain:web': { type: 'jwt', issuer: 'https://id.example.com', audience: ['attain'] },
    'attain:secretPrefix': 'team/sla/',
    'attain:logRetentionDays': 30,
    'attain:alarmEmail': 'on-call@example.com',
    'attain:publicUrl': 'https://sla.example.com/',
  });
});

describe("with settings of one's own", () => {
  it('pages ask for a token of the issuer', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: 'https://id.example.com', Audience: ['attain'] },
    });
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
    const types = routes.map(({ Properties: { RouteKey, AuthorizationType } }) => `${RouteKey}: ${AuthorizationType}`);
    const pages = types.filter((type) => !type.includes(' /webhooks/'));
    expect(pages.sort()).toEqual([
      'GET /: JWT',
      'GET /api/deliveries/{delivery}/raw: JWT',
      'GET /api/deliveries/{delivery}: JWT',
      'GET /api/deliveries: JWT',
      'GET /api/{proxy+}: JWT',
      'GET /deliveries/{delivery}: JWT',
      'GET /health: JWT',
      'GET /quarantine: JWT',
      'GET /sources: JWT',
      'GET /{proxy+}: JWT',
    ]);
  });

  it('an identity that is verified already is used and not made again', () => {
    template.resourceCountIs('AWS::SES::EmailIdentity', 0);
    expect(permissionsOf(template, 'MailRole')).toContain('ses:SendEmail arn::ses:::identity/example.com');
  });

  it('only secrets below the prefix can be read', () => {
    expect(permissionsOf(template, 'IngestRole')).toContain(
      'secretsmanager:GetSecretValue arn::secretsmanager:::secret:team/sla/*',
    );
  });

  it('links lead to the public URL', () => {
    template.hasOutput('ApiUrl', { Value: 'https://sla.example.com' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ ATTAIN_URL: 'https://sla.example.com' }) },
    });
  });

  it('logs are kept as long as wished', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('every alarm is mailed when it goes off and when it clears', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'on-call@example.com' });
    const action = [{ Ref: Match.stringLikeRegexp('^MonitoringAlarms') }];
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: action, OKActions: action });
  });

  it('CloudWatch may publish to the topic, over TLS only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});
