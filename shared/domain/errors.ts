/**
 * An error a person can act on: a stable `code`, and a message that says expected and actual. Its name is written out,
 * since classes have others in the bundles.
 */
export abstract class AttainError extends Error {
  abstract override readonly name: string;
  abstract readonly code: string;
}

/** Input that can never succeed, however often it is tried: it is kept aside and shown, not retried. */
export class InvalidInputError extends AttainError {
  override readonly name = 'InvalidInputError';
  readonly code = 'INVALID_INPUT';
}

/** Something asked for by name is not there; the message lists what is. */
export class NotFoundError extends AttainError {
  override readonly name = 'NotFoundError';
  readonly code = 'NOT_FOUND';
}

/** A promise of the engine does not hold. Nothing is printed from numbers that do not add up. */
export class InvariantError extends AttainError {
  override readonly name = 'InvariantError';
  readonly code = 'INVARIANT';
}

/** The second calculator cannot count this: its answer would be a guess. */
export class NotRecountableError extends AttainError {
  override readonly name = 'NotRecountableError';
  readonly code = 'NOT_RECOUNTABLE';
}

/** The two calculators come to different figures: neither is to be believed until it is known which one is wrong. */
export class RecountDiffersError extends AttainError {
  override readonly name = 'RecountDiffersError';
  readonly code = 'RECOUNT_DIFFERS';
}
