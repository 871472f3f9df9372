import type { Signal } from '../domain/signal.ts';
import type { Parsed, RejectionReason } from './source.ts';

export const NOTHING: Parsed = { signals: [], rejected: [] };

export function found(signal: Signal): Parsed {
  return { signals: [signal], rejected: [] };
}

export function refused(reason: RejectionReason, detail: string): Parsed {
  return { signals: [], rejected: [{ reason, detail }] };
}

/** What the parts of a delivery say together: one bad part takes nothing from the others. */
export function together(parts: readonly Parsed[]): Parsed {
  return { signals: parts.flatMap((part) => part.signals), rejected: parts.flatMap((part) => part.rejected) };
}
