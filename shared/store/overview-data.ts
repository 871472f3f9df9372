import type { Agreement } from '../domain/catalogue.ts';
import { agreementsOf, isInForce, periodOf, questionsOfPeriod } from '../domain/compute.ts';
import { formatInstant } from '../domain/instant.ts';
import { type Period, shiftPeriod } from '../domain/period.ts';
import type { Attainment } from '../domain/result.ts';
import { attainmentsOf } from './attainments.ts';
import type { Asked } from './page-data.ts';
import { getReport } from './reports.ts';
import { hasStreams } from './stream-index.ts';
import type { Table } from './table.ts';

/** The current period of every agreement, from the figures that `assess` keeps up to date, and its last closed report. */
export async function overviewData(table: Table, asked: Asked) {
  const known = agreementsOf(asked.versions, asked.now);
  const [agreements, silent] = await Promise.all([
    Promise.all(known.map((agreement) => agreementData(table, asked, agreement))),
    isSilent(
      table,
      known.flatMap(({ services }) => services.map(({ service }) => service)),
    ),
  ]);
  return { agreements: agreements.filter(({ services, closed }) => services.length > 0 || closed !== null), silent };
}

async function agreementData(table: Table, { versions, now }: Asked, agreement: Agreement) {
  const { id, customer, kind } = agreement;
  const period = periodOf(agreement, undefined, now);
  const before = [-1, -2].map((by) => ({ agreement: id, period: shiftPeriod(period, agreement.period, by).name }));
  const [stored, ...reports] = await Promise.all([
    attainmentsOf(table, id),
    ...before.map((of) => getReport(table, of)),
  ]);
  const figures = stored.map(({ attainment }) => attainment).filter((it) => it.period.name === period.name);
  const services = questionsOfPeriod(versions, agreement, { period, now })
    .filter(isInForce)
    .map((question) => ({
      id: question.service,
      name: question.terms.at(-1)?.service.name ?? question.service,
      attainment: figures.find((it) => it.service === question.service) ?? null,
    }));
  const closed = reports.find((it) => it !== undefined) ?? null;
  return { id, customer, kind, period: describe(period), services, closed };
}

/** True as long as no monitor has ever spoken for one of the services. */
async function isSilent(table: Table, services: readonly string[]): Promise<boolean> {
  for (const service of new Set(services)) {
    if (await hasStreams(table, service)) return false;
  }
  return true;
}

function describe({ name, start, end, timeZone }: Period): Attainment['period'] {
  return { name, start: formatInstant(start), end: formatInstant(end), timeZone };
}
