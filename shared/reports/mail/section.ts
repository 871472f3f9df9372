import type { SlaReport } from '../../domain/report.ts';
import { clean } from '../clean.ts';
import { servicePath } from '../paths.ts';
import type { MeasuredService, TargetLine } from '../target-lines.ts';
import type { Tone } from '../words.ts';

/** What every part of the mail is made from. */
export interface ReportFacts {
  readonly report: SlaReport;
  readonly lines: readonly TargetLine[];
  /** Address of the web pages without a slash at its end. */
  readonly web: string;
  /** Rows that a table may have. */
  readonly limit: number;
}

/** A table with a title; `empty` is what stands there without rows. */
export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  readonly empty: string;
  readonly notes: readonly string[];
}

export interface Column {
  readonly label: string;
  readonly align?: 'right';
  /** Such as `150px`, for words that would be broken otherwise. */
  readonly leastWidth?: string;
}

export interface Cell {
  readonly text: string;
  readonly href?: string;
  readonly tone?: Tone;
  /** In words what `text` says in symbols. */
  readonly spoken?: string;
  /** A short value that is kept on one line. */
  readonly whole?: boolean;
}

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A cell of text that came from outside. */
export function named(text: string, limit = 80): Cell {
  return { text: clean(text, limit) };
}

/** A value that is kept on one line. */
export function value(text: string): Cell {
  return { text, whole: true };
}

/** A service's name, leading to its page. */
export function serviceCell(service: MeasuredService, { report, web }: ReportFacts): Cell {
  const path = servicePath({ service: service.id, agreement: report.agreement.id, period: report.period.name });
  return { text: service.name, href: `${web}${path}` };
}

/** The `limit` rows that weigh most, in their old order, and the rest. */
export function heaviest<T>(items: readonly T[], limit: number, weight: (item: T) => number): { kept: T[]; rest: T[] } {
  const order = items.map((item, index) => ({ item, index })).sort((a, b) => weight(b.item) - weight(a.item));
  const kept = new Set(order.slice(0, limit).map(({ index }) => index));
  return {
    kept: items.filter((_, index) => kept.has(index)),
    rest: items.filter((_, index) => !kept.has(index)),
  };
}
