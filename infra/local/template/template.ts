import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { TemplateError } from '../errors.ts';

const Anything = z.unknown();
const ByName = z.record(z.string(), Anything);

const Resource = z.strictObject({
  Type: z.string(),
  Properties: ByName.optional(),
  Condition: z.string().optional(),
  Metadata: ByName.optional(),
  // Order comes from the services: tables and queues before functions, custom resources last.
  DependsOn: Anything.optional(),
  // Say what CloudFormation does when a resource leaves the template; the local data folder is never cleaned up.
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

const Template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: ByName.optional(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: Anything.optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), ByName)).default({}),
  Conditions: ByName.default({}),
  // Assertions about parameters, such as the version of the CDK bootstrap stack; there is none here.
  Rules: ByName.optional(),
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.looseObject({ Value: Anything, Condition: z.string().optional() })).default({}),
});

/** A CloudFormation template as the CDK writes it, its intrinsics unresolved. */
export type Template = z.infer<typeof Template>;
export type TemplateResource = z.infer<typeof Resource>;

/** @throws TemplateError naming what CloudFormation, or this runtime, does not know */
export function parseTemplate(json: unknown): Template {
  const parsed = Template.safeParse(json);
  if (!parsed.success) throw new TemplateError(`not a template that runs here:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function readTemplate(file: string): Template {
  return parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
}
