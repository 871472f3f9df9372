import { describe, expect, it } from 'vitest';
import {
  InvalidInputError,
  InvariantError,
  NotFoundError,
  NotRecountableError,
  RecountDiffersError,
} from '../../shared/domain/errors.ts';

describe('an error a person can act on', () => {
  it.each([
    [InvalidInputError, 'InvalidInputError', 'INVALID_INPUT'],
    [NotFoundError, 'NotFoundError', 'NOT_FOUND'],
    [InvariantError, 'InvariantError', 'INVARIANT'],
    [NotRecountableError, 'NotRecountableError', 'NOT_RECOUNTABLE'],
    [RecountDiffersError, 'RecountDiffersError', 'RECOUNT_DIFFERS'],
  ])('has a name and a code that stay when the bundler renames its class: %#', (Kind, name, code) => {
    const cause = new Error('below');
    expect(new Kind('expected 1; got 2', { cause })).toMatchObject({ name, code, message: 'expected 1; got 2', cause });
  });
});
