import * as z from 'zod';
import { TemplateError } from '../errors.ts';
import type { Invoke } from '../lambda/function.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';

export interface Route {
  /** As the template says it, such as `GET /{proxy+}`. */
  readonly key: string;
  readonly apiId: string;
  /** Whether AWS asks who is there first. */
  readonly authorized: boolean;
  readonly invoke: Invoke;
  /** The path's parameters when method and path fit. */
  readonly match: (method: string, path: string) => Readonly<Record<string, string>> | undefined;
}

/** Functions by name or ARN. */
interface Invokables {
  named(nameOrArn: string, at: string): { readonly invoke: Invoke };
}

const Api = z.strictObject({
  Name: noLocalEffect('for people'),
  Description: noLocalEffect('for people'),
  ProtocolType: z.literal('HTTP'),
  DisableExecuteApiEndpoint: z.literal(false).optional(),
  Tags: noLocalEffect('for people'),
});

const Stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: z.literal(true),
  AccessLogSettings: noLocalEffect('whoever calls sits at this machine'),
  DefaultRouteSettings: noLocalEffect('a limit on requests per second would only slow tests down'),
  Tags: noLocalEffect('for people'),
});

const Integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  IntegrationMethod: z.literal('POST').optional(),
  PayloadFormatVersion: z.literal('2.0'),
});

const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/\S*)$/),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM', 'JWT']).default('NONE'),
  AuthorizerId: noLocalEffect('whoever sits at this machine may read; see loopback.ts'),
  AuthorizationScopes: noLocalEffect('as AuthorizerId'),
});

/** The stack's HTTP routes, the most specific first, as API Gateway chooses. */
export function routesOf(stack: Stack, functions: Invokables): readonly Route[] {
  const apis = stack.ofType('AWS::ApiGatewayV2::Api');
  for (const api of apis) propertiesOf(api, Api);
  for (const stage of stack.ofType('AWS::ApiGatewayV2::Stage')) propertiesOf(stage, Stage);
  if (apis.length > 1) throw new TemplateError(`Expected one HTTP API, which gets the port; got ${apis.length}`);
  const routes = stack.ofType('AWS::ApiGatewayV2::Route').map((resource) => routeOf(resource, stack, functions));
  return routes.sort((a, b) => breadth(a.key) - breadth(b.key));
}

function routeOf(resource: StackResource, stack: Stack, functions: Invokables): Route {
  const { ApiId, RouteKey, Target, AuthorizationType } = propertiesOf(resource, RouteProperties);
  const integrationId = Target.slice('integrations/'.length);
  const integration = stack.ofType('AWS::ApiGatewayV2::Integration').find(({ name }) => name === integrationId);
  if (integration === undefined) throw new TemplateError(`${resource.logicalId}: no integration ${integrationId}`);
  const { IntegrationUri } = propertiesOf(integration, Integration);
  const target = functions.named(IntegrationUri, integration.logicalId);
  return {
    key: RouteKey,
    apiId: ApiId,
    authorized: AuthorizationType !== 'NONE',
    invoke: (event) => target.invoke(event),
    match: matcherOf(RouteKey),
  };
}

/** A literal path before one with parameters, that before a greedy one, `$default` last; a method before `ANY`. */
function breadth(key: string): number {
  if (key === '$default') return 100;
  const parameters = key.split('/').filter((segment) => segment.startsWith('{')).length;
  return (key.includes('+}') ? 50 : 0) + 2 * parameters + (key.startsWith('ANY ') ? 1 : 0);
}

function matcherOf(key: string): Route['match'] {
  if (key === '$default') return () => ({});
  const [wanted, template = ''] = key.split(' ');
  const source = template.replace(/\{(\w+)(\+?)\}|[.*+?^$()|[\]\\]/g, (whole, name?: string, greedy?: string) =>
    name === undefined ? `\\${whole}` : `(?<${name}>${greedy ? '.+' : '[^/]+'})`,
  );
  const pattern = new RegExp(`^${source}$`);
  return (method, path) => {
    const found = wanted === 'ANY' || wanted === method ? pattern.exec(path) : null;
    return found === null ? undefined : { ...found.groups };
  };
}
