import { describe, expect, it } from 'vitest';
import { noValue, resolve, type Scope } from '../../../infra/local/template/intrinsics.ts';

const scope: Scope = {
  ref: (name) => (name === 'AWS::NoValue' ? noValue : `ref-${name}`),
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (map, key, second) => `${map}-${key}-${second}`,
};
const resolved = (value: unknown) => resolve(value, scope, 'Thing.Property');

describe('an intrinsic', () => {
  it.each([
    ['Ref', { Ref: 'Queue' }, 'ref-Queue'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'Queue/Arn'],
    ['Fn::GetAtt of a nested attribute', { 'Fn::GetAtt': ['Custom', 'a.b'] }, 'Custom/a.b'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] }, 'a-ref-B'],
    ['Fn::Split', { 'Fn::Split': ['-', 'a-b'] }, ['a', 'b']],
    ['Fn::Select', { 'Fn::Select': [1, ['a', { Ref: 'B' }]] }, 'ref-B'],
    ['Fn::Select of a split', { 'Fn::Select': ['0', { 'Fn::Split': [':', 'a:b'] }] }, 'a'],
    ['Fn::Sub', { 'Fn::Sub': `x-\${Queue}-\${Queue.Arn}-\${!Literal}` }, `x-ref-Queue-Queue/Arn-\${Literal}`],
    ['Fn::Sub with variables', { 'Fn::Sub': [`\${Own}-\${Queue}`, { Own: { Ref: 'Q' } }] }, 'ref-Q-ref-Queue'],
    ['Fn::If', { 'Fn::If': ['Yes', 'then', { 'Fn::GetAZs': '' }] }, 'then'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', 'a', 'b'] }, 'Map-a-b'],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ])('%s is worked out', (_name, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('is found at any depth', () => {
    expect(resolved({ a: [{ b: { Ref: 'C' } }] })).toEqual({ a: [{ b: 'ref-C' }] });
  });

  it('without a value takes its property or list entry away', () => {
    const nothing = { Ref: 'AWS::NoValue' };
    expect(resolved({ gone: nothing, list: [1, nothing], kept: { 'Fn::If': ['No', 1, 2] } })).toEqual({
      list: [1],
      kept: 2,
    });
  });

  it('that nobody knows is an error with its name and place', () => {
    expect(() => resolved({ a: [{ 'Fn::GetAZs': '' }] })).toThrow(
      'Thing.Property.a[0]: no local meaning for the intrinsic Fn::GetAZs',
    );
  });

  it('with a key beside it is an error', () => {
    expect(() => resolved({ Ref: 'A', B: 1 })).toThrow('Thing.Property: Ref must be the only key');
  });
});

it('a dynamic reference is an error', () => {
  expect(() => resolved('{{resolve:ssm:/name}}')).toThrow('no local meaning for the dynamic reference');
});

it('a key named Condition is an ordinary key', () => {
  expect(resolved({ Condition: { Bool: true } })).toEqual({ Condition: { Bool: true } });
});
