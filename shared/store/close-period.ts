import { creditDue } from '../domain/assessment.ts';
import { earlierPeriods } from '../domain/billing.ts';
import type { Agreement } from '../domain/catalogue.ts';
import { isLive, questionsOfPeriod } from '../domain/compute.ts';
import { evaluate, type Knowledge, type Question } from '../domain/evaluate.ts';
import type { IdentifiedEvent } from '../domain/event.ts';
import { setRoot } from '../domain/fold.ts';
import { isWithin } from '../domain/interval.ts';
import { wasObserved } from '../domain/observed.ts';
import { type Period, shiftPeriod } from '../domain/period.ts';
import { assertRecounted } from '../domain/recount/assert-recounted.ts';
import { closeOf, type PastVerdict, type ReportedService, type SlaReport } from '../domain/report.ts';
import type { Attainment } from '../domain/result.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { attainmentsAt } from './attainments.ts';
import { listImprovements } from './improvements.ts';
import { readKnowledge } from './knowledge.ts';
import { getReport } from './reports.ts';
import type { Table } from './table.ts';

export interface Closing {
  readonly versions: readonly CatalogueVersion[];
  readonly agreement: Agreement;
  readonly period: Period;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Puts the report of a period together from the ledger. Undefined when nothing at all had been observed by its end: there was
 * nobody to report yet, and silence must not be sold as a good month.
 *
 * @throws RecountDiffersError, NotRecountableError unless the second calculator comes to the same figures
 */
export async function draftReport(table: Table, closing: Closing): Promise<SlaReport | undefined> {
  const { agreement, period, now } = closing;
  const answers = await fromLedger(table, closing);
  const version = answers[0]?.question.terms.at(-1)?.version;
  if (version === undefined || !answers.some(isObserved)) return undefined;
  const past = await Promise.all(previousPeriods(agreement, period).map((it) => pastVerdicts(table, closing, it)));
  const reported = answers.map(async ({ inputs, ...answer }): Promise<ReportedService> => {
    const { question } = answer;
    const attainment = await creditedAttainment(table, answer);
    const history = [...past.map((verdicts) => verdicts.get(question.service) ?? null), pastVerdict(attainment)];
    return { id: question.service, name: serviceName(version, question.service), attainment, inputs, history };
  });
  const services = await Promise.all(reported);
  // What became of them in the grace is in the figures; the list is of the period.
  const incidents = answers.flatMap(({ knowledge }) => knowledge.incidents.filter(({ at }) => isWithin(at, period)));
  return closeOf({ agreement, period, version, services, incidents, improvements: await listImprovements(table), now });
}

async function creditedAttainment(table: Table, { question, knowledge }: Answer): Promise<Attainment> {
  const { agreement, service } = question;
  const attainment = evaluate(question, knowledge);
  assertRecounted(attainment, question, knowledge);
  const places = earlierPeriods(question).map(({ name }) => ({ agreement, service, period: name }));
  const credit = creditDue(question, { attainment, knowledge, earlier: await attainmentsAt(table, places) });
  return credit === undefined ? attainment : { ...attainment, credit };
}

interface Answer {
  readonly question: Question;
  readonly knowledge: Knowledge;
}

// What is closed is counted from the events themselves, whatever the rollups say, and it says which events those were.
async function fromLedger(table: Table, { versions, agreement, period, now }: Closing) {
  const questions = questionsOfPeriod(versions, agreement, { period, now }).filter(isLive);
  return await Promise.all(
    questions.map(async (question) => {
      const events = new Map<string, IdentifiedEvent>();
      const witness: Table['witness'] = (read) => {
        for (const event of read) events.set(event.id, event);
      };
      const knowledge = await readKnowledge({ ...table, asOf: now, witness }, question);
      return { question, knowledge, inputs: { events: events.size, root: setRoot([...events.values()]) } };
    }),
  );
}

async function answersOf(table: Table, { versions, agreement, now }: Closing, period: Period): Promise<Answer[]> {
  const questions = questionsOfPeriod(versions, agreement, { period, now }).filter(isLive);
  return await Promise.all(
    questions.map(async (question) => ({ question, knowledge: await readKnowledge(table, question) })),
  );
}

function isObserved({ question, knowledge }: Answer): boolean {
  return wasObserved(question, knowledge);
}

const HISTORY_LENGTH = 12;

function previousPeriods(agreement: Agreement, period: Period): Period[] {
  const before = Array.from({ length: HISTORY_LENGTH - 1 }, (_, index) =>
    shiftPeriod(period, agreement.period, -1 - index),
  );
  return before.toReversed();
}

// What was reported stands; a period that was never closed is worked out, if anything was observed in it.
async function pastVerdicts(table: Table, closing: Closing, period: Period): Promise<Map<string, PastVerdict>> {
  const report = await getReport(table, { agreement: closing.agreement.id, period: period.name });
  if (report !== undefined) return new Map(report.services.map(({ id, attainment }) => [id, pastVerdict(attainment)]));
  const answers = await answersOf(table, closing, period);
  if (!answers.some(isObserved)) return new Map();
  return new Map(
    answers.map(({ question, knowledge }) => [question.service, pastVerdict(evaluate(question, knowledge))]),
  );
}

function pastVerdict({ period, verdict, availability, targets }: Attainment): PastVerdict {
  return {
    period: period.name,
    verdict,
    percent: availability?.percent ?? null,
    targets: targets.map((it) => ({ kind: it.kind, target: it.target, verdict: it.verdict })),
  };
}

function serviceName({ catalogue }: CatalogueVersion, id: string): string {
  return catalogue.services.find((service) => service.id === id)?.name ?? id;
}
