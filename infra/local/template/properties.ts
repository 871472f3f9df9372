import * as z from 'zod';
import { TemplateError } from '../errors.ts';
import type { StackResource } from './stack.ts';

/**
 * A property that is rightly ignored on this machine, with the reason. Every other property must be in the schema of
 * its service; one that is in neither is an error, so that nothing in the template is skipped unseen.
 */
export function noLocalEffect(reason: string): z.ZodOptional<z.ZodUnknown> {
  return z.unknown().describe(reason).optional();
}

/**
 * The properties of a resource, checked against what its service knows.
 *
 * @throws TemplateError naming the resource and the property
 */
export function propertiesOf<Shape extends z.ZodType>(resource: StackResource, schema: Shape): z.output<Shape> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new TemplateError(
    `${resource.logicalId} (${resource.type}) cannot run here:\n${z.prettifyError(parsed.error)}`,
  );
}
