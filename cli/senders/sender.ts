import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Labels } from '../../shared/domain/signal.ts';

/** What is said at one moment about one alert: it opens, it is still open, it is over. */
export interface Word {
  /** Which alert, from 0; an alert may open many times. */
  readonly alert: number;
  readonly says: 'open' | 'repeat' | 'close';
  /** When this occurrence opened, epoch ms. */
  readonly startedAt: number;
  /** When this is said, epoch ms: of a close the end. */
  readonly at: number;
}

/** What a sender is told about the alert that it writes of. */
export interface Subject {
  /** What the catalogue finds the service by. */
  readonly labels: Labels;
  /**
   * A made-up id in hexadecimal digits, always the same for the same seed and name: of `alert` one for each alert, of
   * `occurrence` one for each time that it opens, of `word` one for each delivery.
   */
  readonly id: (of: 'alert' | 'occurrence' | 'word', digits: number) => string;
}

/** A request as a sender makes it, before it is authenticated. */
export interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes what a monitoring tool would send. */
export interface Sender {
  /** The source type that it speaks to. */
  readonly type: string;
  /** Labels that its messages have a place for; not there: any. */
  readonly carries?: readonly string[];
  readonly write: (word: Word, subject: Subject) => Written;
}

export function jsonBody(value: unknown, headers: Readonly<Record<string, string>> = {}): Written {
  return { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/**
 * Says that labels which name one alert leave no place for another: a storm of it would be one alert, told many times.
 *
 * @throws InvalidInputError for every alert but the first
 */
export function onlyOne(alert: number, labels: Labels): void {
  if (alert === 0) return;
  const picked = Object.entries(labels).map(([name, value]) => `${name} "${value}"`);
  throw new InvalidInputError(`expected --count 1, as what is picked by ${picked.join(' and ')} is one; got more`);
}
