import { AttainError, NotFoundError } from '../domain/errors.ts';
import type { HttpAnswer, HttpRequest } from './handler.ts';
import { json } from './http-answer.ts';
import { logger } from './powertools.ts';

/** What the read API answers to a request that it cannot meet: what was wrong with it, or a reference to our log. */
export function apiProblem(error: unknown, { rawPath, requestContext }: HttpRequest): HttpAnswer {
  if (error instanceof AttainError) {
    const { code, message } = error;
    return json(error instanceof NotFoundError ? 404 : 400, { error: code, message });
  }
  logger.error('The request could not be answered', { error: error as Error, path: rawPath });
  return json(500, { error: 'INTERNAL', reference: requestContext.requestId });
}
