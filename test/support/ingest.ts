import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach } from 'vitest';
import type { HttpAnswer, HttpRequest } from '../../shared/aws/handler.ts';
import type { Service, Source } from '../../shared/domain/catalogue.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type Delivery, getDelivery } from '../../shared/store/deliveries.ts';
import { catalogue } from './catalogue.ts';
import { type TestDatabase, useDatabase } from './database.ts';
import { contentsOf } from './dynalite.ts';
import { environmentOf, startFunction } from './functions.ts';
import { httpRequest, lambdaContext } from './lambda.ts';

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly from?: string;
}

/** `ingest` as a new process runs it. */
export interface StartedIngest {
  /** Sends to `/webhooks/<path>`. */
  readonly send: (path: string, sent?: Sent) => Promise<HttpAnswer>;
  readonly counts: Readonly<Record<string, number>>;
}

export interface IngestWorld {
  readonly db: TestDatabase;
  readonly start: () => Promise<StartedIngest>;
  readonly kept: () => Promise<Delivery[]>;
}

/** The function `ingest` with a catalogue of these sources; `texts` are the stored secrets by name. */
export function useIngest(
  sources: readonly Source[],
  texts: Readonly<Record<string, string>>,
  services: readonly Service[] = [],
): IngestWorld {
  const db = useDatabase();
  const bus = mockClient(EventBridgeClient);
  const secrets = mockClient(SecretsManagerClient);
  beforeEach(async () => {
    await publishCatalogue(db.table, catalogue({ sources, services }), 0);
    bus.reset();
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    secrets.reset();
    for (const [SecretId, SecretString] of Object.entries(texts)) {
      secrets.on(GetSecretValueCommand, { SecretId }).resolves({ SecretString });
    }
  });
  const start = async (): Promise<StartedIngest> => {
    const { handler, counts } = await startFunction(() => import('../../functions/ingest.ts'), environmentOf(db));
    return { counts, send: async (path, sent = {}) => await handler(requestOf(path, sent), lambdaContext) };
  };
  return { db, start, kept: () => keptIn(db) };
}

function requestOf(path: string, { method = 'POST', headers = {}, query = '', body, from }: Sent): HttpRequest {
  const [source = '', secret] = path.split('/').map(decodeURIComponent);
  const request = httpRequest(`/webhooks/${path}`, {
    method,
    headers,
    rawQueryString: query,
    pathParameters: { source, ...(secret !== undefined && { secret }) },
    ...(body !== undefined && { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
  });
  if (from !== undefined) request.requestContext.http.sourceIp = from;
  return request;
}

async function keptIn({ table }: TestDatabase): Promise<Delivery[]> {
  const items = (await contentsOf(table)).filter(({ pk }) => String(pk).startsWith('D#'));
  const pointers = items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  const deliveries = await Promise.all(pointers.map((pointer) => getDelivery(table, pointer)));
  return deliveries.filter((delivery) => delivery !== undefined);
}
