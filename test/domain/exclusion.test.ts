import { describe, expect, it } from 'vitest';
import type { Agreement, Exclusion } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import type { Question } from '../../shared/domain/evaluate.ts';
import { exclusionsOf, withoutExclusions } from '../../shared/domain/exclusion.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, version } from '../support/catalogue.ts';
import { proposal } from '../support/corrections.ts';

const HOUR = 3_600_000;
const MIDNIGHT = parseInstant('2026-10-14T00:00:00Z');

/** An exclusion in the hours of 14 October from–to. */
function excluded(reason: string, from: number, to: number, services?: readonly string[]): Exclusion {
  const span = { start: MIDNIGHT + from * HOUR, end: MIDNIGHT + to * HOUR };
  return { ...span, reason, approvedBy: 'Kim Customer', ...(services && { services }) };
}

/** The catalogue as published at an instant: an agreement with these exclusions, and more agreements. */
function published(publishedAt: number, exclusions: readonly Exclusion[], ...more: Agreement[]): CatalogueVersion {
  return { ...version({ agreements: [agreement({ exclusions }), ...more] }), publishedAt };
}

function asked(versions: readonly CatalogueVersion[], period = '2026-10-14T00:00:00Z/2026-10-15T00:00:00Z'): Question {
  const [question] = questionsOf(versions, { agreement: 'acme', period }, MIDNIGHT + 240 * HOUR);
  if (question === undefined) throw new Error('expected a question');
  return question;
}

describe('the exclusions of a question', () => {
  it('are those of the catalogue that touch the period and are for all services or for this one', () => {
    const question = asked([
      published(7, [
        excluded('for all', 1, 2),
        excluded('over midnight', -1, 1),
        excluded('named', 3, 4, ['search', 'checkout']),
        excluded('for another', 3, 4, ['search']),
        excluded('the day before', -2, 0),
        excluded('the day after', 24, 25),
      ]),
    ]);
    expect(exclusionsOf(question, [])).toEqual([
      { reason: 'for all', start: MIDNIGHT + HOUR, end: MIDNIGHT + 2 * HOUR, enteredAt: 7 },
      { reason: 'over midnight', start: MIDNIGHT - HOUR, end: MIDNIGHT + HOUR, enteredAt: 7 },
      { reason: 'named', start: MIDNIGHT + 3 * HOUR, end: MIDNIGHT + 4 * HOUR, enteredAt: 7 },
    ]);
  });

  it('are those of corrections that exclude something of the period, too', () => {
    const span = { start: MIDNIGHT + HOUR, end: MIDNIGHT + 2 * HOUR };
    const corrections = [
      proposal({ action: 'exclude', ...span }, { proposedAt: 5, note: 'Flood' }),
      proposal({ action: 'include', ...span }),
      proposal({ action: 'reclassify', ...span, state: 'up' }),
      proposal({ action: 'void', monitor: 'probe', signal: 'probe', at: span.start }),
      proposal({ action: 'exclude', start: MIDNIGHT - HOUR, end: MIDNIGHT }),
    ];
    const found = exclusionsOf(asked([published(7, [excluded('agreed', 3, 4)])]), corrections);
    expect(found.map(({ reason }) => reason)).toEqual(['agreed', 'COR-7, other: Flood']);
    expect(found[1]).toEqual({ ...span, reason: 'COR-7, other: Flood', enteredAt: 5 });
  });

  it('were entered with the first version of the catalogue that says just this in this agreement', () => {
    const strike = excluded('Strike', 1, 2);
    const other = excluded('Other', 5, 6);
    const globex = agreement({ id: 'globex', exclusions: [strike] });
    const question = asked([
      published(10, [other], globex),
      published(20, [excluded('Strike', 1, 3), other]),
      published(30, [other, strike], agreement({ id: 'globex' })),
      published(40, [strike]),
      published(50, [strike]),
    ]);
    expect(exclusionsOf(question, [])).toMatchObject([{ reason: 'Strike', enteredAt: 30 }]);
  });

  it('were entered with their own version where no other is known', () => {
    const question = asked([published(7, [excluded('Strike', 1, 2)])]);
    const terms = question.terms.map(({ versions: _versions, ...term }) => term);
    expect(exclusionsOf({ ...question, terms }, [])).toMatchObject([{ enteredAt: 7 }]);
  });
});

describe('a question as if nothing were excluded', () => {
  const exclusions = [excluded('Strike', 1, 2)];

  it('has terms without exclusions, and the same in all else', () => {
    const question = asked([published(7, exclusions)]);
    expect(withoutExclusions(question)).toEqual({
      ...question,
      terms: question.terms.map((term) => ({ ...term, agreement: agreement() })),
    });
  });

  it('has none in the time before either, which may have used the allowance of maintenance', () => {
    const maintenanceAllowance = { timeMs: 4 * HOUR, per: 'month' } as const;
    const question = asked([version({ agreements: [agreement({ exclusions, maintenanceAllowance })] })]);
    const before = withoutExclusions(question).terms.flatMap((term) => term.before ?? []);
    expect(before.map((it) => it.agreement.exclusions)).toEqual([[]]);
    expect(before.map(({ start, end }) => [start, end])).toEqual([[parseInstant('2026-10-01T00:00:00Z'), MIDNIGHT]]);
  });
});
