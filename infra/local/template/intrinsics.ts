import { TemplateError } from '../errors.ts';

/** What names in a template mean; `at` in an error is the place that asked. */
export interface Scope {
  ref(name: string, at: string): unknown;
  attribute(logicalId: string, attribute: string, at: string): unknown;
  condition(name: string, at: string): boolean;
  mapping(map: string, key: string, secondKey: string, at: string): unknown;
}

/** What `AWS::NoValue` resolves to: the property or list entry is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

/**
 * The value with every intrinsic function worked out.
 *
 * @throws TemplateError naming the place and the function, when there is no local meaning for it
 * @example resolve({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, scope, 'Bus.Name')  //=> 'a-eu-central-1'
 */
export function resolve(value: unknown, scope: Scope, at: string): unknown {
  if (typeof value === 'string') return literal(value, at);
  if (Array.isArray(value)) return list(value, scope, at);
  if (!isRecord(value)) return value;
  const name = Object.keys(value).find((key) => key === 'Ref' || key.startsWith('Fn::'));
  return name === undefined ? resolveRecord(value, scope, at) : call(name, value, scope, at);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function literal(text: string, at: string): string {
  if (text.includes('{{resolve:')) throw new TemplateError(`${at}: no local meaning for the dynamic reference ${text}`);
  return text;
}

function list(values: readonly unknown[], scope: Scope, at: string): unknown[] {
  return values.map((value, index) => resolve(value, scope, `${at}[${index}]`)).filter((value) => value !== noValue);
}

/** A record's values with every intrinsic function worked out; entries without a value are left out. */
export function resolveRecord(values: Record<string, unknown>, scope: Scope, at: string): Record<string, unknown> {
  const entries = Object.entries(values).map(([key, value]) => [key, resolve(value, scope, `${at}.${key}`)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== noValue));
}

function call(name: string, value: Record<string, unknown>, scope: Scope, at: string): unknown {
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined) throw new TemplateError(`${at}: no local meaning for the intrinsic ${name}`);
  if (Object.keys(value).length > 1) throw new TemplateError(`${at}: ${name} must be the only key beside it`);
  return intrinsic(value[name], scope, at);
}

type Intrinsic = (argument: unknown, scope: Scope, at: string) => unknown;

const intrinsics: Record<string, Intrinsic> = {
  Ref: (argument, scope, at) => scope.ref(text(argument, at), at),
  'Fn::GetAtt': getAttribute,
  'Fn::Join': (argument, scope, at) => {
    const [separator, parts] = pair(resolve(argument, scope, at), at);
    return items(parts, at).join(text(separator, at));
  },
  'Fn::Split': (argument, scope, at) => {
    const [separator, source] = pair(resolve(argument, scope, at), at);
    return text(source, at).split(text(separator, at));
  },
  'Fn::Select': (argument, scope, at) => {
    const [index, values] = pair(resolve(argument, scope, at), at);
    const chosen = items(values, at)[Number(index)];
    if (chosen === undefined) throw new TemplateError(`${at}: Fn::Select asks for entry ${String(index)}, not there`);
    return chosen;
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, scope, at) => {
    const [condition, then, otherwise] = items(argument, at);
    return resolve(scope.condition(text(condition, at), at) ? then : otherwise, scope, at);
  },
  'Fn::FindInMap': (argument, scope, at) => {
    const [map, key, secondKey] = items(resolve(argument, scope, at), at);
    return scope.mapping(text(map, at), text(key, at), text(secondKey, at), at);
  },
  'Fn::Base64': (argument, scope, at) => Buffer.from(text(resolve(argument, scope, at), at)).toString('base64'),
};

function getAttribute(argument: unknown, scope: Scope, at: string): unknown {
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : items(argument, at);
  return scope.attribute(text(logicalId, at), attribute.map((part) => text(part, at)).join('.'), at);
}

function substitute(argument: unknown, scope: Scope, at: string): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = isRecord(variables) ? resolveRecord(variables, scope, at) : {};
  return text(template, at).replace(/\$\{(!?)([^}]+)\}/g, (_whole, escaped: string, name: string) => {
    if (escaped) return `\${${name}}`;
    if (name in given) return String(given[name]);
    const dot = name.indexOf('.');
    return String(dot < 0 ? scope.ref(name, at) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), at));
  });
}

export function text(value: unknown, at: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(`${at}: expected a text, got ${JSON.stringify(value)}`);
}

export function items(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`${at}: expected a list, got ${JSON.stringify(value)}`);
}

function pair(value: unknown, at: string): readonly [unknown, unknown] {
  const [first, second] = items(value, at);
  return [first, second];
}
