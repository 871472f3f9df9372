import * as z from 'zod';
import { email, name, text } from './values.ts';

/** An object without unknown keys; the message of an unknown one lists the known, as `unknownKeys` reads them. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape, known = Object.keys(shape)) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known.join(', ') : 'a mapping'),
  });
}

export function list<Entry extends z.core.SomeType>(entry: Entry) {
  return z.array(entry, { error: () => 'a list' });
}

export function listOfSome<Entry extends z.core.SomeType>(entry: Entry) {
  const expected = 'a list of at least one';
  return z.array(entry, { error: () => expected }).min(1, { error: () => expected });
}

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return z.enum(names, { error: () => `one of ${names.join(', ')}` });
}

/** `true` or `false`, which reach the schema as text like every scalar. */
export const flag = oneOf(['true', 'false'])
  .meta({ type: 'boolean', enum: [true, false] })
  .transform((text) => text === 'true');

export const person = strict({ name, email });

/** Exact text per label; numbers and booleans count as they are written. */
export const labels = z.record(text, text.meta({ type: ['string', 'number', 'boolean'] }), {
  error: () => 'a mapping of labels to text',
});
