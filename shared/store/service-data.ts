import { askedQuestion } from '../domain/asked-question.ts';
import { assessment } from '../domain/assessment.ts';
import type { Agreement } from '../domain/catalogue.ts';
import { agreementsOf, isInForce, periodOf, questionsOfPeriod, type Selection } from '../domain/compute.ts';
import { NotFoundError } from '../domain/errors.ts';
import { classStretches } from '../domain/evaluate.ts';
import { exposureOf } from '../domain/exposure.ts';
import { itemAsOf } from '../domain/improvement-review.ts';
import { parseInstant } from '../domain/instant.ts';
import { type Period, shiftPeriod } from '../domain/period.ts';
import type { SlaReport } from '../domain/report.ts';
import type { CatalogueVersion } from '../domain/version.ts';
import { waterfall } from '../domain/waterfall.ts';
import { whyAt } from '../domain/why.ts';
import { readAssessedFrom } from './assessed-from.ts';
import { listImprovements } from './improvements.ts';
import type { Asked } from './page-data.ts';
import { getReport } from './reports.ts';
import type { Table } from './table.ts';

/** How much longer an outage is taken to last, on the page, to say what it would cost. */
const EXPOSURE_MS = 20 * 60_000;

/** One service under one agreement over one period, worked out afresh from the ledger. @throws NotFoundError */
export async function serviceData(
  table: Table,
  { versions, now }: Asked,
  { at, ...selection }: Selection & { readonly service: string; readonly at?: number | undefined },
) {
  const question = askedQuestion(versions, selection, { now, at });
  const agreement = agreementsOf(versions, now, question.agreement)[0];
  if (agreement === undefined) throw new NotFoundError(`no service "${selection.service}"`);
  const { service: id, period, terms } = question;
  const [known, items, closed] = await Promise.all([
    readAssessedFrom(table, versions, question),
    listImprovements(table),
    getReport(table, { agreement: agreement.id, period: period.name }),
  ]);
  const { attainment } = assessment(versions, question, known);
  const lasts = attainment.outages.at(-1)?.end === null;
  const place = { agreement, service: id, period, now };
  return {
    service: { id, name: terms.at(-1)?.service.name ?? id },
    agreement,
    attainment,
    exposure: lasts ? exposureOf(question, { ...known, attainment }, EXPOSURE_MS) : undefined,
    segments: classStretches(question, known.knowledge),
    waterfall: waterfall(question, known.knowledge),
    why: at === undefined ? undefined : whyAt(question, known.knowledge, at),
    improvements: items
      .filter((item) => item.type === 'nonconformity')
      .filter((item) => item.service === id && item.agreement === agreement.id && isKnown(table, item.raisedAt))
      .map((item) => itemAsOf(item, table.asOf ?? Number.POSITIVE_INFINITY)),
    monitors: terms.at(-1)?.service.monitors ?? [],
    catalogue: terms.at(-1)?.version.hash ?? '',
    previous: neighbour(versions, place, -1),
    next: neighbour(versions, place, 1),
    others: otherAgreements(versions, place),
    closed: closedFigures(closed, id),
  };
}

// Items that came later than the moment that is looked at.
function isKnown({ asOf = Number.POSITIVE_INFINITY }: Table, since: string): boolean {
  return parseInstant(since) <= asOf;
}

interface Place {
  readonly agreement: Agreement;
  readonly service: string;
  readonly period: Period;
  readonly now: number;
}

// Not before the agreement began, nor after it ended, nor ahead of now.
function neighbour(versions: readonly CatalogueVersion[], place: Place, by: number): string | undefined {
  const { agreement, now } = place;
  const shifted = shiftPeriod(place.period, agreement.period, by);
  // What is not over yet is the current one: of rolling windows, that which ends today.
  const period = shifted.end > now && shifted.start <= now ? periodOf(agreement, undefined, now) : shifted;
  if (period.name === place.period.name) return undefined;
  return period.start <= place.now && isCovered(versions, { ...place, period }) ? period.name : undefined;
}

// The other agreements on the service: over the same period where theirs have such names, else their current one.
function otherAgreements(versions: readonly CatalogueVersion[], { agreement, period, ...rest }: Place) {
  return agreementsOf(versions, rest.now)
    .filter(({ id }) => id !== agreement.id)
    .map((other) => {
      const name = other.period === agreement.period ? period.name : undefined;
      return { ...rest, agreement: other, period: periodOf(other, name, rest.now) };
    })
    .filter((other) => isCovered(versions, other))
    .map(({ agreement: { id, customer }, period: { name } }) => ({ id, customer, period: name }));
}

function isCovered(versions: readonly CatalogueVersion[], { agreement, service, period, now }: Place): boolean {
  const questions = questionsOfPeriod(versions, agreement, { period, now });
  return questions.some((question) => question.service === service && isInForce(question));
}

function closedFigures(report: SlaReport | undefined, service: string) {
  const attainment = report?.services.find(({ id }) => id === service)?.attainment;
  return report === undefined || attainment === undefined ? undefined : { at: report.closedAt, attainment };
}
