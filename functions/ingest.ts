import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment, isLocal } from '../shared/aws/environment.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { type HttpAnswer, type HttpRequest, httpHandler } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { Secrets } from '../shared/aws/secrets.ts';
import { confirmSubscription, SigningKeys } from '../shared/aws/sns.ts';
import type { Source } from '../shared/domain/catalogue.ts';
import { versionAt } from '../shared/domain/version.ts';
import { keptHeaders } from '../shared/sources/kept-headers.ts';
import { handshake } from '../shared/sources/receiving/handshake.ts';
import { keptQuery } from '../shared/sources/receiving/kept-query.ts';
import { isMereVisit } from '../shared/sources/receiving/mere-visit.ts';
import { admit } from '../shared/sources/verify/admit.ts';
import type { WebhookRequest } from '../shared/sources/verify/request.ts';
import { subscriptionToConfirm } from '../shared/sources/verify/sns.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { type Delivery, type DeliveryPointer, putDelivery } from '../shared/store/deliveries.ts';
import { noteRefusal } from '../shared/store/source-seen.ts';

const table = connectTable(connectFiles());
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);
const secrets = new Secrets();
const signingKeys = new SigningKeys();
const secret = (name: string) => secrets.read(name);
const secretAgain = (name: string) => secrets.readAgain(name);
const signingKey = (certificate: URL) => signingKeys.read(certificate);

/**
 * Takes a webhook: verifies the raw bytes, keeps them, answers. Content is never judged here: a sender that is told 4xx
 * drops the event, so only a wrong credential (401) or an unknown path (404) is refused; 503 asks to try again.
 */
export const handler = httpHandler(async (request) => {
  try {
    return await receive(request);
  } catch (error) {
    logger.error('The delivery could not be kept', { error });
    return answer(503, { error: 'the delivery could not be kept; please send it again' });
  }
});

async function receive(request: HttpRequest): Promise<HttpAnswer> {
  const source = await sourceNamed(request.pathParameters?.source ?? '');
  if (source === undefined) return answer(404, { error: 'no such source' });
  const webhook = webhookOf(request);
  const { method, headers, body } = webhook;
  const query = keptQuery(source.auth, webhook.query);
  if (isMereVisit(webhook, query)) return answer(200, { message: 'Webhooks are taken here.' });
  const authentication = await checked(source, webhook);
  if (!authentication.accepted) return refuse(source, authentication.reason);
  if (method === 'OPTIONS') return { statusCode: 200, headers: handshake(headers) };
  const kept = { body, headers: keptHeaders(source.type, headers), ...(query !== '' && { query }) };
  const pointer = await keep({ source: source.id, ...kept, receivedAt: Date.now() });
  const subscription = source.auth.type === 'sns' ? subscriptionToConfirm(source.auth, webhook) : undefined;
  if (subscription === undefined || (await confirmSubscription(subscription))) {
    return answer(202, { delivery: pointer.sk });
  }
  return answer(503, { error: 'the subscription could not be confirmed; please send it again' });
}

async function sourceNamed(id: string): Promise<Source | undefined> {
  const version = versionAt(await catalogues.read(), Date.now());
  // Which sources there are is not known yet: the sender should come again, not give up.
  if (version === undefined) throw new Error('expected a published catalogue; there is none yet');
  return version.catalogue.sources.find((source) => source.id === id && source.auth.type !== 'aws');
}

function webhookOf(request: HttpRequest): WebhookRequest {
  const { headers, body = '', isBase64Encoded, rawQueryString: query, pathParameters } = request;
  const { method, sourceIp: from } = request.requestContext.http;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const { secret: pathSecret } = pathParameters ?? {};
  return { method, headers, body: bytes, query, from, ...(pathSecret !== undefined && { pathSecret }) };
}

// Who cannot be told from a stranger is asked to come again, which shows where the source's health does.
async function checked(source: Source, webhook: WebhookRequest) {
  try {
    return await admit(source, webhook, { secret, secretAgain, signingKey, allowOpen: isLocal(), now: Date.now() });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await note(source, `it could not be checked who sent them (${why.slice(0, 200)})`);
    throw error;
  }
}

async function note(source: Source, reason: string): Promise<void> {
  await noteRefusal(table, source.id, { at: Date.now(), reason }).catch((error: unknown) =>
    logger.warn('The refusal could not be noted', { error: error as Error }),
  );
}

async function refuse(source: Source, reason: string): Promise<HttpAnswer> {
  count('WebhookRefused', 1);
  logger.warn('A webhook was refused', { source: source.id, reason });
  await note(source, reason);
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
