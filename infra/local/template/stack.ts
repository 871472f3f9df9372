import { TemplateError } from '../errors.ts';
import { holds } from './conditions.ts';
import { noValue, resolve, resolveRecord, type Scope } from './intrinsics.ts';
import { namings, type Place } from './names.ts';
import type { Template, TemplateResource } from './template.ts';

/** A resource whose condition holds, with its properties resolved. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** The physical name: what the template says, else the stack's name and the logical id. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A template with every intrinsic worked out for one place. Values are resolved when asked for, and once. */
export class Stack implements Scope {
  readonly place: Place;
  readonly #template: Template;
  readonly #resources = new Map<string, StackResource>();
  readonly #names = new Map<string, string>();

  constructor(template: Template, place: Place) {
    this.#template = template;
    this.place = place;
  }

  get resources(): readonly StackResource[] {
    return Object.entries(this.#template.Resources)
      .filter(([logicalId, resource]) => this.#exists(logicalId, resource))
      .map(([logicalId]) => this.resource(logicalId, 'Resources'));
  }

  ofType(...types: readonly string[]): readonly StackResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Values of the template's outputs by name. */
  get outputs(): Readonly<Record<string, unknown>> {
    const entries = Object.entries(this.#template.Outputs)
      .filter(([name, { Condition }]) => Condition === undefined || this.condition(Condition, `Outputs.${name}`))
      .map(([name, { Value }]) => [name, resolve(Value, this, `Outputs.${name}`)]);
    return Object.fromEntries(entries);
  }

  resource(logicalId: string, at: string): StackResource {
    const known = this.#resources.get(logicalId);
    if (known !== undefined) return known;
    const { Type, Properties = {} } = this.#declared(logicalId, at);
    const name = this.#name(logicalId, at);
    let resolved: Readonly<Record<string, unknown>> | undefined;
    const made = {
      logicalId,
      type: Type,
      name,
      // When asked for: most resources of a stack do nothing here, and nobody needs to know what they refer to.
      get properties() {
        resolved ??= resolveAll();
        return resolved;
      },
    };
    const resolveAll = () => resolveRecord(Properties, this, logicalId);
    this.#resources.set(logicalId, made);
    return made;
  }

  ref(name: string, at: string): unknown {
    const pseudo = this.#pseudoParameter(name);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.#template.Parameters[name];
    if (parameter === undefined) return this.#naming(name, at).ref(this.#name(name, at), this.place);
    if (parameter.Default !== undefined) return parameter.Default;
    throw new TemplateError(`${at}: parameter ${name} has no default, and there is nobody here to ask`);
  }

  attribute(logicalId: string, attribute: string, at: string): unknown {
    const part = this.#naming(logicalId, at).attributes[attribute];
    if (part !== undefined) return part(this.#name(logicalId, at), this.place);
    const { Type } = this.#declared(logicalId, at);
    throw new TemplateError(`${at}: no local value for the attribute ${attribute} of ${logicalId} (${Type})`);
  }

  condition(name: string, at: string): boolean {
    const condition = this.#template.Conditions[name];
    if (condition === undefined) throw new TemplateError(`${at}: no condition named ${name}`);
    return holds(condition, this, `Conditions.${name}`);
  }

  mapping(map: string, key: string, secondKey: string, at: string): unknown {
    const value = this.#template.Mappings[map]?.[key]?.[secondKey];
    if (value === undefined) throw new TemplateError(`${at}: no entry ${map}.${key}.${secondKey} in Mappings`);
    return value;
  }

  #pseudoParameter(name: string): unknown {
    const { account, region, stackName } = this.place;
    const values: Record<string, unknown> = {
      'AWS::AccountId': account,
      'AWS::NoValue': noValue,
      'AWS::NotificationARNs': [],
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
      'AWS::StackName': stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    return values[name];
  }

  #declared(logicalId: string, at: string): TemplateResource {
    const resource = this.#template.Resources[logicalId];
    if (resource !== undefined && this.#exists(logicalId, resource)) return resource;
    throw new TemplateError(`${at}: no resource or parameter named ${logicalId}`);
  }

  #exists(logicalId: string, { Condition }: TemplateResource): boolean {
    return Condition === undefined || this.condition(Condition, logicalId);
  }

  #naming(logicalId: string, at: string) {
    const { Type } = this.#declared(logicalId, at);
    const naming = namings[Type];
    if (naming !== undefined) return naming;
    throw new TemplateError(`${at}: no local meaning for a reference to ${logicalId} (${Type})`);
  }

  #name(logicalId: string, at: string): string {
    const known = this.#names.get(logicalId);
    if (known !== undefined) return known;
    const { Type, Properties } = this.#declared(logicalId, at);
    const given = Properties?.[namings[Type]?.nameProperty ?? ''];
    const name = given === undefined ? noValue : resolve(given, this, `${logicalId}.${namings[Type]?.nameProperty}`);
    const chosen = typeof name === 'string' ? name : this.#defaultName(logicalId, Type);
    this.#names.set(logicalId, chosen);
    return chosen;
  }

  #defaultName(logicalId: string, type: string): string {
    const name = `${this.place.stackName}-${logicalId}`;
    return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
  }
}
