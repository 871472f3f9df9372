import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { LocalError } from '../errors.ts';
import { readIfThere, replaceFile } from '../files.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Stack, StackResource } from '../template/stack.ts';

const Response = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
});

type Response = z.output<typeof Response>;

/** What a custom resource was last made with. */
interface Made {
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Types of custom resources, all of which a function stands behind. */
export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/**
 * Creates or updates the stack's custom resources as CloudFormation does: it invokes the function behind one when its
 * properties have changed since the last time, and waits until that has put its answer to the response URL.
 */
export class CustomResources {
  readonly #file: string | undefined;
  readonly #waiting = new Map<string, (response: Response) => void>();

  constructor(file?: string) {
    this.#file = file;
  }

  /** Takes what was put to the response URL that ends in `id`; `false` when nobody waits for it. */
  hear(id: string, body: Buffer): boolean {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(Response.parse(JSON.parse(body.toString())));
    return resolve !== undefined;
  }

  /** @throws LocalError when a function says FAILED, throws, or does not answer in time */
  async deploy(stack: Stack, functions: Functions): Promise<void> {
    const stored = this.#file === undefined ? undefined : readIfThere(this.#file);
    const made: Record<string, Made> = stored === undefined ? {} : JSON.parse(stored);
    for (const resource of stack.resources.filter(({ type }) => isCustom(type))) {
      made[resource.logicalId] = await this.#deployOne(resource, made[resource.logicalId], { stack, functions });
      if (this.#file !== undefined) replaceFile(this.#file, `${JSON.stringify(made, null, 2)}\n`);
    }
  }

  async #deployOne(resource: StackResource, before: Made | undefined, { stack, functions }: Context): Promise<Made> {
    const properties = asText(resource.properties);
    if (before !== undefined && canonicalJson(before.properties) === canonicalJson(properties)) return before;
    const event = {
      RequestType: before === undefined ? 'Create' : 'Update',
      ...(before && { PhysicalResourceId: before.physicalId, OldResourceProperties: before.properties }),
      StackId: String(stack.ref('AWS::StackId', resource.logicalId)),
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      ResourceProperties: properties,
    };
    const target = functions.named(String(properties.ServiceToken), resource.logicalId);
    const response = await this.#ask((request) => target.invoke(request), event, {
      url: stack.place.url,
      timeoutMs: 1000 * Number(properties.ServiceTimeout ?? 3600),
    });
    if (response.Status === 'SUCCESS')
      return { physicalId: response.PhysicalResourceId ?? resource.logicalId, properties };
    throw new LocalError(`${resource.logicalId} (${resource.type}) failed: ${response.Reason ?? 'no reason given'}`);
  }

  async #ask(
    invoke: (event: unknown) => Promise<unknown>,
    event: Readonly<Record<string, unknown>>,
    { url, timeoutMs }: { readonly url: string; readonly timeoutMs: number },
  ): Promise<Response> {
    const id = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    this.#waiting.set(id, resolve);
    const late = () => reject(new LocalError(`${event.LogicalResourceId}: no answer at its response URL in time`));
    const timer = setTimeout(late, timeoutMs);
    // CloudFormation does not read what the function returns, but a function that throws will not put an answer.
    invoke({ ...event, RequestId: id, ResponseURL: `${url}/_local/responses/${id}` }).catch(reject);
    return promise.finally(() => clearTimeout(timer));
  }
}

interface Context {
  readonly stack: Stack;
  readonly functions: Functions;
}

/** CloudFormation hands over numbers and booleans as text. */
function asText(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(properties, (_key, value: unknown) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  );
  return JSON.parse(text);
}
