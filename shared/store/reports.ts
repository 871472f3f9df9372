import type { SlaReport } from '../domain/report.ts';
import { reportKey, reportToldKey } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { get, putIfAbsent, type Table } from './table.ts';

interface ReportOf {
  readonly agreement: string;
  readonly period: string;
}

/** Closes a period: the snapshot is written once. @returns false when the version is there already, unchanged */
export async function closeReport(table: Table, report: SlaReport): Promise<boolean> {
  const key = reportKey({ agreement: report.agreement.id, period: report.period.name, version: report.version });
  return await putIfAbsent(table, key, { report: pack(report) });
}

/** The first version of a period's report, if the period has been closed. */
export async function getReport(table: Table, { agreement, period }: ReportOf): Promise<SlaReport | undefined> {
  const item = await get(table, reportKey({ agreement, period, version: 1 }));
  return item === undefined ? undefined : (unpack(item.report) as SlaReport);
}

/** Notes that the bus knows of a report. */
export async function markTold(table: Table, of: ReportOf): Promise<void> {
  await putIfAbsent(table, reportToldKey(of), {});
}

export async function isTold(table: Table, of: ReportOf): Promise<boolean> {
  return (await get(table, reportToldKey(of))) !== undefined;
}
