import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { messageHandler } from '../shared/aws/handler.ts';
import { versionAt } from '../shared/domain/version.ts';
import { busSource } from '../shared/sources/bus-event.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { putDelivery } from '../shared/store/deliveries.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/**
 * Takes alarms, runs of canaries and health events from the account's default bus, where IAM has decided who may speak, and
 * keeps those that a source of the catalogue is for.
 */
export const handler = messageHandler(async (event) => {
  const receivedAt = Date.now();
  const source = busSource(event, versionAt(await catalogues.read(), receivedAt)?.catalogue.sources);
  if (source === undefined) return;
  const body = Buffer.from(JSON.stringify(event));
  const pointer = await putDelivery(table, { source, body, headers: {}, receivedAt });
  await tell(bus, [{ type: 'DeliveryReceived', detail: pointer }]);
});
