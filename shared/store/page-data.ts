import { agreementsOf, periodOf, questionsOf, questionsOfPeriod, type Selection } from '../domain/compute.ts';
import { NotFoundError } from '../domain/errors.ts';
import { classifiedRuns, evaluate } from '../domain/evaluate.ts';
import { formatInstant } from '../domain/instant.ts';
import { type Period, shiftPeriod } from '../domain/period.ts';
import type { Attainment } from '../domain/result.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { attainmentsOf } from './attainments.ts';
import { listImprovements } from './improvements.ts';
import { readKnowledge } from './knowledge.ts';
import type { Table } from './table.ts';

/** When and with which catalogue a page is asked for. */
export interface Asked {
  readonly versions: readonly CatalogueVersion[];
  /** Epoch ms. */
  readonly now: number;
}

/** The current period of every agreement, from the figures that `assess` keeps up to date. */
export async function overviewData(table: Table, { versions, now }: Asked) {
  return await Promise.all(
    agreementsOf(versions).map(async (agreement) => {
      const { id, customer, kind } = agreement;
      const period = periodOf(agreement, undefined, now);
      const stored = (await attainmentsOf(table, id)).map(({ attainment }) => attainment);
      const services = questionsOfPeriod(versions, agreement, { period, now }).map((question) => ({
        id: question.service,
        name: question.terms.at(-1)?.service.name ?? question.service,
        attainment: stored.find((it) => it.service === question.service && it.period.name === period.name) ?? null,
      }));
      return { id, customer, kind, period: describe(period), services };
    }),
  );
}

/** One service under one agreement over one period, worked out afresh from the ledger. @throws NotFoundError */
export async function serviceData(table: Table, { versions, now }: Asked, selection: Selection & { service: string }) {
  const [question] = questionsOf(versions, selection, now);
  const agreement = agreementsOf(versions, question?.agreement)[0];
  if (question === undefined || agreement === undefined) throw new NotFoundError(`no service "${selection.service}"`);
  const { service: id, period, terms } = question;
  const [knowledge, items] = await Promise.all([readKnowledge(table, question), listImprovements(table)]);
  const neighbour = (by: number): string => shiftPeriod(period, agreement.period, by).name;
  return {
    service: { id, name: terms.at(-1)?.service.name ?? id },
    agreement,
    attainment: evaluate(question, knowledge),
    segments: classifiedRuns(question, knowledge),
    improvements: items.filter((item) => item.service === id && item.agreement === agreement.id),
    catalogue: terms.at(-1)?.version.hash ?? '',
    previous: neighbour(-1),
    ...(period.end > now ? {} : { next: neighbour(1) }),
  };
}

/** The attainments of a selection, worked out afresh from the ledger. @throws NotFoundError, InvalidInputError */
export async function attainmentData(
  table: Table,
  { versions, now }: Asked,
  selection: Selection,
): Promise<Attainment[]> {
  const questions = questionsOf(versions, selection, now);
  return await Promise.all(questions.map(async (question) => evaluate(question, await readKnowledge(table, question))));
}

function describe({ name, start, end, timeZone }: Period): Attainment['period'] {
  return { name, start: formatInstant(start), end: formatInstant(end), timeZone };
}
