/** One table of the bench. A new one is a file that exports a section, and a line in `run.ts`. */
export interface Section {
  readonly title: string;
  /** What the figures are, and what they are not. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: (options: BenchOptions) => readonly Row[] | Promise<readonly Row[]>;
}

export type Row = readonly string[];

export interface BenchOptions {
  /** A look rather than a measurement: fewer repetitions, and the largest cases left out. */
  readonly quick: boolean;
}

/** A figure with thousands apart and so many decimals. */
export function number(value: number, decimals = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
