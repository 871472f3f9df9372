import { questionsOf } from '../domain/compute.ts';
import { NotFoundError } from '../domain/errors.ts';
import { evaluate, type Question } from '../domain/evaluate.ts';
import type { TargetItem } from '../domain/improvement.ts';
import { type CountedAgain, isDueForReview } from '../domain/improvement-review.ts';
import type { Attainment } from '../domain/result.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { readKnowledge } from './knowledge.ts';
import type { Table } from './table.ts';

/** Figures of the periods that improvement items have as evidence, counted afresh from the ledger, each of them once. */
export class EvidenceFigures {
  private readonly table: Table;
  private readonly versions: readonly CatalogueVersion[];
  private readonly now: number;
  private readonly known = new Map<string, Promise<Attainment | undefined>>();

  /** `now`, epoch ms, no earlier than when the items were read: what is counted then is newer than what stands in them. */
  constructor(table: Table, versions: readonly CatalogueVersion[], now: number) {
    this.table = table;
    this.versions = versions;
    this.now = now;
  }

  /** Of the periods that are looked at in this run. */
  async of({ agreement, service, evidence }: TargetItem): Promise<CountedAgain> {
    const names = [...new Set(evidence.map(({ period }) => period))];
    const asked = names.map((period) => ({ period, question: this.questionOf({ agreement, service, period }) }));
    const due = asked.filter(({ question }) => question === undefined || isDueForReview(question.period, this.now));
    const counted = due.map(async ({ period, question }) => [period, await this.figure(question)] as const);
    return new Map(await Promise.all(counted));
  }

  private questionOf(selection: { agreement: string; service: string; period: string }): Question | undefined {
    try {
      return questionsOf(this.versions, selection, this.now)[0];
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }

  private figure(question: Question | undefined): Promise<Attainment | undefined> {
    if (question === undefined) return Promise.resolve(undefined);
    const key = JSON.stringify([question.agreement, question.service, question.period.name]);
    const figure = this.known.get(key) ?? this.count(question);
    this.known.set(key, figure);
    return figure;
  }

  private async count(question: Question): Promise<Attainment> {
    return evaluate(question, await readKnowledge(this.table, question));
  }
}
