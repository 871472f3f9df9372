import { h } from 'preact';
import { AttainError, NotFoundError } from '../../domain/errors.ts';
import { clean } from '../clean.ts';
import { PATHS } from '../paths.ts';
import { capitalised } from '../words.ts';
import { page } from './page.ts';

/** 404. `what` says what is missing, as errors do: `No service named "chekout"; known: checkout, search`. */
export function notFoundPage({
  organization,
  what,
}: {
  organization?: string | undefined;
  what?: string;
} = {}): string {
  return page(
    { title: 'Not found', organization },
    h('h1', null, 'Not found'),
    h('p', { class: 'lead' }, `${capitalised(clean(what ?? 'no page at this address', 300))}.`),
    back(),
  );
}

/** 400 and 500: what went wrong in words that help, never a stack; `reference` leads to the log line. */
export function errorPage({ organization, message, reference }: ErrorPageInput): string {
  return page(
    { title: 'Something failed', organization },
    h('h1', null, 'This page could not be made'),
    h('p', { class: 'lead' }, clean(message, 300)),
    reference === undefined
      ? null
      : h('p', { class: 'quiet' }, 'Reference in the log: ', h('code', null, clean(reference, 100))),
    back(),
  );
}

export interface ErrorPageInput {
  readonly organization?: string | undefined;
  readonly message: string;
  readonly reference?: string;
}

/** The page instead of one that could not be made: of 500 the error belongs in the log, under the reference. */
export function problemPage(
  error: unknown,
  { organization, reference }: { readonly organization: string | undefined; readonly reference: string },
): { readonly status: 400 | 404 | 500; readonly body: string } {
  if (error instanceof NotFoundError) return { status: 404, body: notFoundPage({ organization, what: error.message }) };
  if (error instanceof AttainError) return { status: 400, body: errorPage({ organization, message: error.message }) };
  return { status: 500, body: errorPage({ organization, message: 'Please try again.', reference }) };
}

function back() {
  return h('p', null, h('a', { href: PATHS.overview }, 'To the overview'));
}
