import { AttainError } from '../shared/domain/errors.ts';

/** The input was fine but it could not be done now: the other side does not answer or refuses. */
export class FailedError extends AttainError {
  override readonly name = 'FailedError';
  readonly code = 'FAILED';
}
