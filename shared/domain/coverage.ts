import { inForce } from './in-force.ts';
import { formatInstant } from './instant.ts';
import { type Interval, union } from './interval.ts';
import { type Term, wordingsFor } from './term.ts';
import { type CatalogueVersion, inOrderOfEffect } from './version.ts';

interface Subject {
  readonly agreement: string;
  readonly service: string;
}

/**
 * When an agreement holds for a service, over all versions of the catalogue, in words; nothing where it never does.
 *
 * @example '"acme" covers it from 2026-01-01T00:00:00.000Z until 2026-10-25T00:00:00.000Z'
 */
export function coverageWords(versions: readonly CatalogueVersion[], subject: Subject): string[] {
  const covered = coverage(versions, subject).map(spanWords);
  return covered.length === 0 ? [] : [`"${subject.agreement}" covers it ${covered.join(' and ')}`];
}

function spanWords({ start, end }: Interval): string {
  const since = start === Number.NEGATIVE_INFINITY ? [] : [`from ${formatInstant(start)}`];
  const until = end === Number.POSITIVE_INFINITY ? [] : [`until ${formatInstant(end)}`];
  return [...since, ...until].join(' ');
}

function coverage(versions: readonly CatalogueVersion[], subject: Subject): Interval[] {
  const ordered = inOrderOfEffect(versions);
  const wordings = ordered.flatMap(({ catalogue }, index) => {
    const start = index === 0 ? Number.NEGATIVE_INFINITY : catalogue.effectiveFrom;
    const end = ordered[index + 1]?.catalogue.effectiveFrom ?? Number.POSITIVE_INFINITY;
    return wordingsFor(catalogue, subject, { start, end });
  });
  return holdingOf(wordings);
}

/** When the agreement holds for the service in any of these terms: within its dates and the service's, as `union` returns it. */
export function holdingOf(terms: readonly Pick<Term, 'start' | 'end' | 'agreement' | 'service'>[]): Interval[] {
  return union(
    terms.map((term) => {
      const { start, end } = inForce(term.agreement, term.service);
      return { start: Math.max(term.start, start), end: Math.min(term.end, end) };
    }),
  );
}
