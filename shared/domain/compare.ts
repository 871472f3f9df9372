import { BUILT_IN_METHODS } from './built-in-methods.ts';
import { type Folded, knowledgeOf, ownMethods, questionsOf, type Selection } from './compute.ts';
import { type Change, type ClassChange, differences, totalChange } from './difference.ts';
import { InvariantError } from './errors.ts';
import { evaluate, type Knowledge, type Question } from './evaluate.ts';
import { type AccountingMethod, methodHash } from './method.ts';
import type { Attainment } from './result.ts';
import { underMethod } from './term.ts';
import type { CatalogueVersion } from './version.ts';
import { type WeighedStretch, weighedStretches } from './weigh.ts';

/** One service under one agreement over one period, counted by every method. */
export interface Comparison {
  /** By the agreement's own method, or methods if it changed within the period. */
  readonly own: Attainment;
  readonly others: readonly OtherCount[];
}

/** The same by another method, and where what it counts differs from the agreement's own. */
export interface OtherCount {
  readonly attainment: Attainment;
  /** What this method counts more (or, below zero, less); the sum of `changes`. */
  readonly change: Change;
  readonly changes: readonly ClassChange[];
}

/** The same time under all methods, built in and the catalogue's own, for each agreement and service of the selection. */
export function compareMethods(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  { now, ...selection }: Omit<Selection, 'method'> & { readonly now: number },
): Comparison[] {
  const methods = methodsOf(versions, now);
  return questionsOf(versions, selection, now).map((question) =>
    comparison(question, knowledgeOf(folded, question), methods),
  );
}

function methodsOf(versions: readonly CatalogueVersion[], now: number): AccountingMethod[] {
  const own = new Map<string, AccountingMethod>();
  for (const method of ownMethods(versions, now)) if (!own.has(method.name)) own.set(method.name, method);
  return [...BUILT_IN_METHODS, ...own.values()];
}

function comparison(question: Question, knowledge: Knowledge, methods: readonly AccountingMethod[]): Comparison {
  const own = evaluate(question, knowledge);
  const stretches = weighedStretches(question, knowledge);
  assertWhole(own, stretches);
  const others = methods.filter((method) => !isThroughout(question, method));
  return { own, others: others.map((method) => otherCount({ question, knowledge, stretches }, method)) };
}

function isThroughout({ terms }: Question, method: AccountingMethod): boolean {
  return terms.every((term) => methodHash(term.method) === methodHash(method));
}

interface OwnCount {
  readonly question: Question;
  readonly knowledge: Knowledge;
  readonly stretches: readonly WeighedStretch[];
}

function otherCount({ question, knowledge, stretches }: OwnCount, method: AccountingMethod): OtherCount {
  const asked = { ...question, terms: question.terms.map((term) => underMethod(term, method)) };
  const attainment = evaluate(asked, knowledge);
  const after = weighedStretches(asked, knowledge);
  assertWhole(attainment, after);
  const changes = differences(stretches, after);
  return { attainment, change: totalChange(changes), changes };
}

// A reason is printed only if the stretches that it is made from are the figure.
function assertWhole({ method, agreedMs, downtimeMs }: Attainment, stretches: readonly WeighedStretch[]): void {
  const sum = totalChange(stretches.map(contributed));
  if (sum.agreedMs === agreedMs && Math.ceil(sum.downtimeMicroseconds / 1000) === downtimeMs) return;
  throw new InvariantError(
    `by ${method} the stretches sum to ${sum.agreedMs} ms agreed and ${sum.downtimeMicroseconds} µs down; the figure says ${agreedMs} ms and ${downtimeMs} ms`,
  );
}

function contributed({ start, end, contribution: { agreed, weight, uncertain } }: WeighedStretch): Change {
  const ms = end - start;
  return { agreedMs: agreed ? ms : 0, downtimeMicroseconds: ms * weight, unknownMs: uncertain ? ms : 0 };
}
