import type { Catalogue } from '../catalogue.ts';

/** `error`: cannot be meant. `warning`: will hurt somebody. `info`: worth knowing. */
export const LEVELS = ['error', 'warning', 'info'] as const;

export type Level = (typeof LEVELS)[number];

/** Something about what a catalogue promises that is allowed and yet probably not meant. */
export interface PromiseFinding {
  readonly level: Level;
  /** Name of the rule, for tools: `target-finer-than-probes`. */
  readonly lint: string;
  /** The key concerned, in the catalogue as the domain has it; calendars by their id. */
  readonly path: readonly (string | number)[];
  /** What is found, why it matters and what to do about it: sentences without their full stop. */
  readonly message: string;
  readonly why: string;
  readonly advice: string;
}

/** What a catalogue is held against. */
export interface LintContext {
  /** Epoch ms. */
  readonly now: number;
  /** Monitors that some signal has been found for, as `service/monitor`; undefined if nobody looked. */
  readonly heard?: ReadonlySet<string> | undefined;
}

export type Lint = (catalogue: Catalogue, context: LintContext) => PromiseFinding[];
