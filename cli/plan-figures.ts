import { assessment } from '../shared/domain/assessment.ts';
import { earlierPeriods } from '../shared/domain/billing.ts';
import { evaluate, type Knowledge, type Question } from '../shared/domain/evaluate.ts';
import type { PossibleTarget } from '../shared/domain/highest-target.ts';
import { wasObserved } from '../shared/domain/observed.ts';
import type { Attainment } from '../shared/domain/result.ts';
import { termsOf } from '../shared/domain/term.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';

/** Where a plan knows the past from: a file of signals or a table. */
export type Know = (versions: readonly CatalogueVersion[], question: Question) => Promise<Knowledge>;

/** Counts closed periods under some versions of the catalogue, each once. */
export class PlanFigures {
  private readonly versions: readonly CatalogueVersion[];
  private readonly know: Know;
  private readonly counted = new Map<string, Promise<Attainment>>();
  private readonly known = new Map<string, Promise<Knowledge>>();

  constructor(versions: readonly CatalogueVersion[], know: Know) {
    this.versions = versions;
    this.know = know;
  }

  /** Whether anybody listened to any of the services that are reported together. */
  async isObserved(questions: readonly Question[]): Promise<boolean> {
    for (const question of questions) if (wasObserved(question, await this.knowledge(question))) return true;
    return false;
  }

  /** The attainment with the credit, as if closed today, and whether little enough is unknown for a target to be met. */
  async possibleTarget(question: Question): Promise<PossibleTarget> {
    const attainment = await this.count(question);
    const { verdict } = evaluate(withoutPromise(question), await this.knowledge(question));
    return { attainment, tolerated: verdict === 'met' };
  }

  private count(question: Question): Promise<Attainment> {
    const counted = this.counted.get(keyOf(question)) ?? this.countAfresh(question);
    this.counted.set(keyOf(question), counted);
    return counted;
  }

  // Credits are capped by month and year: those of earlier periods count towards it, each by this catalogue.
  private async countAfresh(question: Question): Promise<Attainment> {
    const earlier: Attainment[] = [];
    for (const period of earlierPeriods(question)) {
      const terms = termsOf(this.versions, question, period);
      if (terms.length > 0) earlier.push(await this.count({ ...question, period, until: period.end, terms }));
    }
    const knowledge = await this.knowledge(question);
    return assessment(this.versions, question, { knowledge, recent: knowledge, earlier }).attainment;
  }

  private knowledge(question: Question): Promise<Knowledge> {
    const known = this.known.get(keyOf(question)) ?? this.know(this.versions, question);
    this.known.set(keyOf(question), known);
    return known;
  }
}

function keyOf({ agreement, service, period }: Question): string {
  return JSON.stringify([agreement, service, period.name]);
}

// Nothing is promised, so that only too much unknown time can stand against it.
function withoutPromise(question: Question): Question {
  const terms = question.terms.map((term) => ({ ...term, targets: [{ kind: 'availability' as const, target: '0' }] }));
  return { ...question, terms };
}
