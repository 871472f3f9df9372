import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment, isLocal } from '../shared/aws/environment.ts';
import { type HttpAnswer, type HttpRequest, httpHandler } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { Secrets } from '../shared/aws/secrets.ts';
import type { Source } from '../shared/domain/catalogue.ts';
import { versionAt } from '../shared/domain/version.ts';
import { keptHeaders, sourceType } from '../shared/sources/registry.ts';
import { activeSecrets } from '../shared/sources/verify/secrets.ts';
import { authenticate } from '../shared/sources/verify/verify.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { type Delivery, type DeliveryPointer, DeliveryTooLargeError, putDelivery } from '../shared/store/deliveries.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);
const secrets = new Secrets();

/**
 * Takes a webhook: verifies the raw bytes, keeps them, answers. Content is never judged here: a sender that is told 4xx
 * drops the event, so only a wrong credential (401), an unknown path (404) or a body that storage cannot take (413) is
 * refused; 503 asks the sender to try again.
 */
export const handler = httpHandler(async (request) => {
  try {
    return await receive(request);
  } catch (error) {
    if (error instanceof DeliveryTooLargeError) return answer(413, { error: error.message });
    logger.error('The delivery could not be kept', { error });
    return answer(503, { error: 'the delivery could not be kept; please send it again' });
  }
});

async function receive(request: HttpRequest): Promise<HttpAnswer> {
  const source = await sourceNamed(request.pathParameters?.source ?? '');
  if (source === undefined) return answer(404, { error: 'no such source' });
  const body = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  const authentication = authenticate(source.auth, { headers: request.headers, body }, await optionsFor(source));
  if (!authentication.accepted) return refuse(source, authentication.reason);
  const headers = keptHeaders(sourceType(source.type), request.headers);
  const pointer = await keep({ source: source.id, body, headers, receivedAt: Date.now() });
  return answer(202, { delivery: pointer.sk });
}

async function sourceNamed(id: string): Promise<Source | undefined> {
  const version = versionAt(await catalogues.read(), Date.now());
  // Which sources there are is not known yet: the sender should come again, not give up.
  if (version === undefined) throw new Error('expected a published catalogue; there is none yet');
  return version.catalogue.sources.find((source) => source.id === id && source.auth.type !== 'aws');
}

async function optionsFor({ auth }: Source): Promise<Parameters<typeof authenticate>[2]> {
  const text = 'secret' in auth ? await secrets.read(auth.secret) : '';
  return { secrets: activeSecrets(text), allowOpen: isLocal() };
}

function refuse(source: Source, reason: string): HttpAnswer {
  count('WebhookRefused', 1);
  logger.warn('A webhook was refused', { source: source.id, reason });
  return answer(401, { error: 'the credential is missing or wrong' });
}

// The delivery is safe once it is put; if the bus does not hear of it now, the sweep will find it.
async function keep(delivery: Delivery): Promise<DeliveryPointer> {
  const pointer = await putDelivery(table, delivery);
  try {
    await tell(bus, [{ type: 'DeliveryReceived', detail: pointer }]);
  } catch (error) {
    count('DeliveryNotTold', 1);
    logger.error('The bus was not told of a delivery; the sweep will record it', { error, pointer });
  }
  return pointer;
}

function answer(statusCode: number, body: Readonly<Record<string, string>>): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
