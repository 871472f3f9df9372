import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { digest } from '../domain/digest.ts';
import type { SlaReport } from '../domain/report.ts';
import { type Approval, type Restatement, restate } from '../domain/restatement.ts';
import { restatementKey } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { closeReport, type ReportOf } from './reports.ts';
import { get, type Table } from './table.ts';

/** What would replace a report: shown until somebody approves it, or the figures are the same again. */
export interface Proposal {
  readonly closed: SlaReport;
  readonly fresh: SlaReport;
  readonly restatement: Restatement;
}

/**
 * Keeps what a restatement would say, in place of what it would have said before; none withdraws it.
 *
 * @returns whether this is news
 */
export async function propose(table: Table, of: ReportOf, proposal: Proposal | undefined): Promise<boolean> {
  const root = proposal === undefined ? 'none' : digest(proposal.restatement);
  const known = (await get(table, restatementKey(of)))?.root ?? 'none';
  if (known === root) return false;
  const attributes = { root, ...(proposal !== undefined && { proposal: pack(proposal) }) };
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...attributes, ...restatementKey(of) } }));
  return true;
}

/** The proposal that waits for approval, if there is one. */
export async function getProposal(table: Table, of: ReportOf): Promise<Proposal | undefined> {
  const item = await get(table, restatementKey(of));
  return item?.proposal === undefined ? undefined : (unpack(item.proposal) as Proposal);
}

/** Writes the next version of a report as it was proposed. @returns undefined when somebody has written one meanwhile */
export async function approve(table: Table, proposal: Proposal, approval: Approval): Promise<SlaReport | undefined> {
  const report = restate(proposal, approval);
  const isWritten = await closeReport(table, report);
  await propose(table, { agreement: report.agreement.id, period: report.period.name }, undefined);
  return isWritten ? report : undefined;
}
