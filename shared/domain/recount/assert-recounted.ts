import { RecountDiffersError } from '../errors.ts';
import { type Recount, recount } from './recount.ts';
import type { Attainment, Knowledge, Question, Term } from './types.ts';

/**
 * Counts an attainment again and compares, to the millisecond: the classes, agreed time and downtime, and through the
 * ratio and its bounds the thousandths of weighted downtime and the time that nobody knows of; the same without exclusions
 * and corrections where the attainment says that too.
 *
 * @throws RecountDiffersError with both results
 * @throws NotRecountableError for what cannot be counted again
 */
export function assertRecounted(attainment: Attainment, question: Question, knowledge: Knowledge): void {
  const { ms, agreedMs, withoutCorrections: without } = attainment;
  const second = recount(question, knowledge);
  const counted = { ms, agreedMs, ...comparable(attainment) };
  const expected = { ms: second.ms, agreedMs: second.agreedMs, ...figuresOf(second) };
  assertSame(attainment, counted, expected);
  if (without === undefined) return;
  const plain = recount(...uncorrected(question, knowledge));
  assertSame(attainment, { withoutCorrections: comparable(without) }, { withoutCorrections: figuresOf(plain) });
}

function comparable({ availability, downtimeMs }: Pick<Attainment, 'availability' | 'downtimeMs'>): object {
  if (availability === null) return { downtimeMs };
  const { exact, low, high } = availability;
  return { downtimeMs, exact, low, high };
}

// A part of a millisecond that is down counts as one.
function figuresOf({ agreedMs, downtimeThousandths, uncertainMs }: Recount): object {
  const downtimeMs = Math.ceil(downtimeThousandths / 1000);
  if (agreedMs === 0) return { downtimeMs };
  const [agreed, uncertain] = [1000n * BigInt(agreedMs), 1000n * BigInt(uncertainMs)];
  const fine = agreed - BigInt(downtimeThousandths);
  return {
    downtimeMs,
    exact: decimal(fine, agreed),
    low: decimal(fine, agreed + uncertain),
    high: decimal(fine + uncertain, agreed + uncertain),
  };
}

/** A ratio from 0 to 1 to 20 decimals, the rest cut off. */
function decimal(part: bigint, whole: bigint): string {
  const digits = ((part * 10n ** 20n) / whole).toString().padStart(21, '0');
  return `${digits.slice(0, -20)}.${digits.slice(-20)}`;
}

function uncorrected(
  question: Question,
  { corrections: _corrections, asRecorded, ...knowledge }: Knowledge,
): [Question, Knowledge] {
  return [
    { ...question, terms: question.terms.map(unexcluded) },
    { ...knowledge, ...asRecorded },
  ];
}

function unexcluded(term: Term): Term {
  const before = term.before === undefined ? {} : { before: term.before.map(unexcluded) };
  return { ...term, ...before, agreement: { ...term.agreement, exclusions: [] } };
}

function assertSame({ agreement, service, period }: Attainment, first: object, second: object): void {
  const [counted, recounted] = [inOrder(first), inOrder(second)];
  if (counted === recounted) return;
  throw new RecountDiffersError(
    `expected one result for ${agreement}, ${service}, ${period.name}; counted ${counted}, recounted ${recounted}`,
  );
}

function inOrder(figures: object): string {
  return JSON.stringify(figures, (_key, value: unknown) =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
}
