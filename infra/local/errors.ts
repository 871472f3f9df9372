import { AttainError } from '../../shared/domain/errors.ts';

/** The template asks for something that this machine cannot stand in for, or says something AWS would refuse. */
export class TemplateError extends AttainError {
  override readonly name = 'TemplateError';
  readonly code = 'TEMPLATE';
}

/** The local runtime cannot start or go on: a port in use, a data folder in use, a clock that would run backwards. */
export class LocalError extends AttainError {
  override readonly name = 'LocalError';
  readonly code = 'LOCAL';
}

/** An option of `npm start` is not there, or its value makes no sense. */
export class OptionError extends AttainError {
  override readonly name = 'OptionError';
  readonly code = 'OPTION';
}

/** A message that SQS would refuse: too long, empty, or with characters that XML does not have. */
export class InvalidMessageError extends AttainError {
  override readonly name = 'InvalidMessageError';
  readonly code = 'INVALID_MESSAGE';
}

/** A function threw, ran out of time or took its process down. */
export class FunctionError extends AttainError {
  override readonly name = 'FunctionError';
  readonly code = 'FUNCTION';
}
