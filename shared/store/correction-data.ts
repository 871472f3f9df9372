import { INCIDENTS_WITHOUT_SERVICE } from '../domain/bucket.ts';
import { correctionsOf } from '../domain/correction.ts';
import { correctionResult } from '../domain/correction-result.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { CorrectionResult } from '../domain/result.ts';
import { readYears } from './knowledge.ts';
import type { Asked } from './page-data.ts';
import type { Table } from './table.ts';

/**
 * Every correction that was ever proposed, of all services or of one, by the time of proposal, and who may be corrected by
 * whom: services and sources of any catalogue.
 *
 * @throws NotFoundError for a service that no catalogue has
 */
export async function correctionData(table: Table, { versions, now }: Asked, service: string | undefined) {
  const services = idsOf(versions.flatMap(({ catalogue }) => catalogue.services));
  const sources = idsOf(versions.flatMap(({ catalogue }) => catalogue.sources.filter((it) => it.corrections === true)));
  if (service !== undefined && !services.includes(service)) {
    throw new NotFoundError(`No service named "${service}"; known: ${services.join(', ')}`);
  }
  const asked = service === undefined ? [...services, INCIDENTS_WITHOUT_SERVICE] : [service];
  const corrections = await Promise.all(asked.map((id) => correctionsOfService(table, id, now)));
  return { services, sources, corrections: corrections.flat() };
}

async function correctionsOfService(table: Table, service: string, now: number): Promise<CorrectionResult[]> {
  const { corrections = [] } = await readYears(table, service);
  return correctionsOf(corrections, now).map((it) => ({ service, ...correctionResult(it) }));
}

function idsOf(all: readonly { readonly id: string }[]): string[] {
  return [...new Set(all.map(({ id }) => id))];
}
