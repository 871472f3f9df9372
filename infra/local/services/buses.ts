import * as z from 'zod';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack } from '../template/stack.ts';

const Bus = z.strictObject({
  Name: z.string(),
  Description: noLocalEffect('for people'),
  Tags: noLocalEffect('for people'),
});

/** Names of the stack's own event buses. */
export function busesOf(stack: Stack): readonly string[] {
  return stack.ofType('AWS::Events::EventBus').map((resource) => propertiesOf(resource, Bus).Name);
}
