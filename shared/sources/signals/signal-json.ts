import * as z from 'zod/mini';
import { InvalidInputError } from '../../domain/errors.ts';
import type { Signal } from '../../domain/signal.ts';
import { type SignalJson, signalSchema } from './signal-schema.ts';

/**
 * The signal that a JSON value stands for. Strict: unknown keys, times without an offset and texts with control
 * characters are refused.
 *
 * @throws InvalidInputError naming the key, what was expected there and what was found
 * @example parseSignal({ kind: 'heartbeat', feed: 'probes', at: '2026-10-01T00:00:00Z', every: 'PT1M' })
 *   //=> { kind: 'heartbeat', feed: 'probes', at: 1790812800000, every: 60000 }
 */
export function parseSignal(json: unknown): Signal {
  const result = signalSchema.safeParse(json);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new InvalidInputError(first === undefined ? 'expected a signal' : explain(first, json), {
    cause: result.error,
  });
}

/**
 * The signal as JSON, times in UTC with milliseconds: `parseSignal(formatSignal(signal))` is the signal again.
 *
 * @throws InvalidInputError when the value is no valid signal
 */
export function formatSignal(signal: Signal): SignalJson {
  const result = z.safeEncode(signalSchema, signal);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new InvalidInputError(first === undefined ? 'expected a signal' : explain(first, signal), {
    cause: result.error,
  });
}

function explain(issue: z.core.$ZodIssue, json: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `${place(issue.path)}: expected no key that a signal of this kind does not have; got ${issue.keys
      .map((key) => preview(key))
      .join(', ')}`;
  }
  return `${place(issue.path)}: ${issue.message}; got ${preview(valueAt(json, issue.path))}`;
}

function place(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'signal' : path.map((key) => String(key).slice(0, 60)).join('.');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );
}

// C1 controls, which JSON may hold as they are; a terminal would obey them.
const CONTROLS = /[\u007f-\u009f]/g;

/** A short word for any value, however large or deep it is; of a text its first characters, controls escaped. */
export function preview(value: unknown, longest = 60): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  const quoted = JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  return quoted.replace(CONTROLS, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
}
