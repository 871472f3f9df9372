import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { settleAll, throwFailures } from '../shared/aws/settle.ts';
import type { Agreement } from '../shared/domain/catalogue.ts';
import { dueForRecount, graceOf, type Looked, pastPeriods, periodsToClose } from '../shared/domain/closing.ts';
import { agreementsOf } from '../shared/domain/compute.ts';
import { NotRecountableError, RecountDiffersError } from '../shared/domain/errors.ts';
import { parsePeriod } from '../shared/domain/period.ts';
import type { SlaReport } from '../shared/domain/report.ts';
import { explained, restatementOf } from '../shared/domain/restatement.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { type Closing, draftReport } from '../shared/store/close-period.ts';
import { lateFactsOf } from '../shared/store/late-facts.ts';
import { closeReport, getReport, isTold, markTold } from '../shared/store/reports.ts';
import { propose } from '../shared/store/restatements.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Closes every period that is over and past its grace: snapshot and news. Safe to repeat. */
export const handler = batchHandler(async () => {
  count('CloseRefused', 0);
  const versions = await catalogues.read();
  // What is wrong with one agreement must not keep the others' reports back.
  const agreements = agreementsOf(versions, Date.now());
  throwFailures(await settleAll(agreements, 1, (agreement) => closePeriods(versions, agreement)));
  return [];
});

async function closePeriods(versions: readonly CatalogueVersion[], agreement: Agreement): Promise<void> {
  const now = Date.now();
  const at = { now, graceOf: graceOf(versions, agreement) };
  const closed = await closedReports(agreement, at);
  const names = new Set(closed.map(({ period }) => period.name));
  for (const period of periodsToClose(agreement, { ...at, closed: names, since: installedAt(versions) })) {
    const report = await draftUnlessRefused({ versions, agreement, period, now });
    // What comes after it would pass it over: it stays due, and comes again with the next run.
    if (report === 'refused') break;
    if (report === undefined || !(await closeReport(table, report))) continue;
    count('ReportsClosed', 1);
    await announce(report);
  }
  for (const report of closed) await announce(report);
  for (const report of dueForRecount(closed, now)) await recount(versions, agreement, report);
}

// Figures that two calculators do not agree on are not closed; other agreements go on.
async function draftUnlessRefused(closing: Closing): Promise<SlaReport | 'refused' | undefined> {
  try {
    return await draftReport(table, closing);
  } catch (error) {
    if (!(error instanceof RecountDiffersError || error instanceof NotRecountableError)) throw error;
    count('CloseRefused', 1);
    const [agreement, period] = [closing.agreement.id, closing.period.name];
    logger.error('A period is not closed: the calculators do not agree', { agreement, period, error });
    return 'refused';
  }
}

function installedAt(versions: readonly CatalogueVersion[]): number {
  return Math.min(...versions.map(({ publishedAt }) => publishedAt));
}

async function closedReports(agreement: Agreement, at: Looked): Promise<SlaReport[]> {
  const periods = pastPeriods(agreement, at).map(({ name }) => name);
  const reports = await Promise.all(periods.map((period) => getReport(table, { agreement: agreement.id, period })));
  return reports.filter((report) => report !== undefined);
}

// Late facts and a changed catalogue change no closed report: they propose another version of it.
async function recount(versions: readonly CatalogueVersion[], agreement: Agreement, closed: SlaReport): Promise<void> {
  const { name, timeZone } = closed.period;
  const period = parsePeriod(name, timeZone);
  const closing = { versions, agreement, period, now: Date.now() };
  const fresh = await draftUnlessRefused(closing);
  if (fresh === 'refused') return;
  const found = fresh && restatementOf(closed, fresh);
  const restatement = found && explained(found, await lateFactsOf(table, closing, { closed, restatement: found }));
  const proposal = restatement && { closed, fresh, restatement };
  if (!(await propose(table, { agreement: agreement.id, period: name }, proposal))) return;
  if (restatement === undefined) return;
  count('RestatementsProposed', 1);
  logger.warn('What became known later changes a closed report', {
    replaces: closed.id,
    isMaterial: restatement.isMaterial,
  });
}

// Noted when done: what a crash left out is made up for at the next run.
async function announce(report: SlaReport): Promise<void> {
  if (await isTold(table, report)) return;
  const detail = { report: report.id, agreement: report.agreement.id, period: report.period.name };
  await tell(bus, [{ type: 'ReportClosed', detail }]);
  await markTold(table, report);
}
