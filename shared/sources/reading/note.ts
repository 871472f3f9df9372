import type { Parsed } from '../source.ts';
import { about } from './about.ts';
import { noted } from './parsed.ts';
import type { Receipt } from './state.ts';

/** An event that was understood and says nothing about a state, with its stream and its time as far as they can be read. */
export function note(detail: string, subject: Parameters<typeof about>[0], receipt: Receipt): Parsed {
  return noted(detail, about(subject, receipt));
}
