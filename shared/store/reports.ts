import { parseInstant } from '../domain/instant.ts';
import type { SlaReport } from '../domain/report.ts';
import { reportKey, reportToldKey, reportVersionsRange } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { get, putIfAbsent, query, type Table } from './table.ts';

export interface ReportOf {
  readonly agreement: string;
  readonly period: string;
}

/** Closes or restates a period: each version is written once. @returns false when it is there already, unchanged */
export async function closeReport(table: Table, report: SlaReport): Promise<boolean> {
  return await putIfAbsent(table, reportKey(placeOf(report)), { report: pack(report) });
}

/** The newest version of a period's report, or the newest that had been closed by the moment that the table is read as of. */
export async function getReport(table: Table, of: ReportOf): Promise<SlaReport | undefined> {
  const { asOf } = table;
  if (asOf !== undefined)
    return (await reportVersions(table, of)).findLast(({ closedAt }) => parseInstant(closedAt) <= asOf);
  const [newest] = await query(table, { ...reportVersionsRange(of), newestFirst: true, limit: 1 });
  return newest === undefined ? undefined : (unpack(newest.report) as SlaReport);
}

/** All versions of a period's report, the first one first. */
export async function reportVersions(table: Table, of: ReportOf): Promise<SlaReport[]> {
  return (await query(table, reportVersionsRange(of))).map(({ report }) => unpack(report) as SlaReport);
}

/** Notes that the bus knows of this version. */
export async function markTold(table: Table, report: SlaReport): Promise<void> {
  await putIfAbsent(table, reportToldKey(placeOf(report)), {});
}

export async function isTold(table: Table, report: SlaReport): Promise<boolean> {
  return (await get(table, reportToldKey(placeOf(report)))) !== undefined;
}

function placeOf({ agreement, period, version }: SlaReport) {
  return { agreement: agreement.id, period: period.name, version };
}
