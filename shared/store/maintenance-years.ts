import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { maintenanceYearsKey } from './keys.ts';
import { get, type Table } from './table.ts';
import { WriteOnce } from './write-once.ts';

const added = new WriteOnce();

/** Notes that maintenance or a correction of a service lies in a UTC year: a window may be moved from any year to any other. */
export async function indexMaintenance(table: Table, service: string, year: string): Promise<void> {
  const Key = { ...maintenanceYearsKey(service) };
  const command = new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: 'ADD seen :years',
    ExpressionAttributeValues: { ':years': new Set([year]) },
  });
  await added.write(`${table.name} ${Key.pk} ${year}`, () => table.client.send(command));
}

/** The UTC years in which any version of any maintenance of a service starts, or a correction or a decision on one lies. */
export async function maintenanceYears(table: Table, service: string): Promise<string[]> {
  const item = await get(table, maintenanceYearsKey(service));
  return item === undefined ? [] : [...(item.seen as ReadonlySet<string>)].sort();
}
