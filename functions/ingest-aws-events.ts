import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { messageHandler } from '../shared/aws/handler.ts';
import { versionAt } from '../shared/domain/version.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { putDelivery } from '../shared/store/deliveries.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Takes an alarm's change of state from the account's default bus, where IAM has decided who may speak, and keeps it. */
export const handler = messageHandler(async (event) => {
  const body = Buffer.from(JSON.stringify(event));
  const pointer = await putDelivery(table, { source: await alarmSource(), body, headers: {}, receivedAt: Date.now() });
  await tell(bus, [{ type: 'DeliveryReceived', detail: pointer }]);
});

/** Without a source for alarms in the catalogue they are kept under the type's name, and end up in quarantine. */
async function alarmSource(): Promise<string> {
  const version = versionAt(await catalogues.read(), Date.now());
  return version?.catalogue.sources.find(({ type }) => type === 'cloudwatch')?.id ?? 'cloudwatch';
}
