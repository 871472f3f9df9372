import type { Template } from 'aws-cdk-lib/assertions';
import { withoutHash } from './template.ts';

export interface Allowed {
  readonly role: string;
  /** Such as `dynamodb:GetItem StoreTable`. */
  readonly permission: string;
}

/** Everything that the roles of the stack may do: one entry for each role, action and resource. */
export function allowedIn(template: Template): readonly Allowed[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties: { Roles, PolicyDocument } }) =>
      PolicyDocument.Statement.flatMap((statement: Statement) =>
        listOf(statement.Action).flatMap((action) =>
          listOf(statement.Resource).map((resource) => ({
            role: withoutHash(Roles[0].Ref),
            permission: `${action} ${nameOf(resource)}`,
          })),
        ),
      ),
  );
}

export function permissionsOf(template: Template, role: string): readonly string[] {
  return allowedIn(template)
    .filter((allowed) => allowed.role === role)
    .map(({ permission }) => permission)
    .sort();
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: Resource | readonly Resource[];
}

type Resource = string | { readonly [intrinsic: string]: unknown };

function listOf<T extends string | object>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** `{ 'Fn::GetAtt': ['StoreTable0CCFA19B', 'Arn'] }` //=> `StoreTable` */
function nameOf(resource: Resource): string {
  if (typeof resource === 'string') return resource;
  if (typeof resource.Ref === 'string') return resource.Ref.startsWith('AWS::') ? '' : withoutHash(resource.Ref);
  if (typeof resource['Fn::Sub'] === 'string') return resource['Fn::Sub'];
  if (Array.isArray(resource['Fn::GetAtt'])) return withoutHash(resource['Fn::GetAtt'][0]);
  if (Array.isArray(resource['Fn::Join'])) return resource['Fn::Join'][1].map(nameOf).join('');
  return JSON.stringify(resource);
}
