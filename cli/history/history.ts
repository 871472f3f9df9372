import type { Interval } from '../../shared/domain/interval.ts';
import type { Labels, MonitorState, Signal } from '../../shared/domain/signal.ts';
import type { Io } from '../io.ts';

/** A signal of the history that is read, or what is wrong in its place; how much was read with it, for progress. */
export type Row = { readonly read: number } & (
  | { readonly signal: Signal; readonly receivedAt?: number }
  /** Says the place, what was expected and what was found. */
  | { readonly mistake: string }
);

/** A history that is open: how much there is to read, in the unit of its rows, if anybody knows. */
export interface History {
  readonly total: number | undefined;
  readonly rows: AsyncGenerator<Row>;
}

/** What a person says beside the files. */
export interface HistoryOptions {
  /** Put on every signal, so that the catalogue finds its service. */
  readonly labels: Labels;
  readonly services: readonly string[];
  /** IANA zone of times without an offset; undefined: what the file says, else UTC. */
  readonly zone: string | undefined;
  /** How far apart samples are; a longer silence is unknown. */
  readonly stepMs: number | undefined;
  readonly period: Interval | undefined;
  /** Of a Prometheus to ask: its address and the query. */
  readonly url: string | undefined;
  readonly query: string | undefined;
  /** Our name of a column to the file's. */
  readonly columns: Readonly<Record<string, string>>;
  /** The file's word for a state, in lower case, to ours. */
  readonly states: Readonly<Record<string, MonitorState>>;
  /** A calendar's name of a zone to IANA's. */
  readonly zoneNames: Readonly<Record<string, string>>;
  readonly delimiter: string | undefined;
}

/** A kind of history that can be imported. */
export interface HistoryFormat {
  readonly name: string;
  /** The options of `attain import` that mean something to it, beside those of sending. */
  readonly takes: readonly string[];
  readonly open: (files: readonly string[], options: HistoryOptions, io: HistoryIo) => Promise<History>;
}

export type HistoryIo = Pick<Io, 'cwd' | 'stdin' | 'now' | 'fetch' | 'env'>;
