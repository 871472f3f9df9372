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
  /** Stores another text under the name of a secret, or has its reading fail. */
  readonly store: (name: string, text: string | Error) => void;
  /** How often a secret was read. */
  readonly reads: () => number;
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
    for (const [name, text] of Object.entries(texts)) store(name, text);
  });
  const start = async (): Promise<StartedIngest> => {
    const { handler, counts } = await startFunction(() => import('../../functions/ingest.ts'), environmentOf(db));
    return { counts, send: async (path, sent = {}) => await handler(requestOf(path, sent), lambdaContext) };
  };
  const store = (SecretId: string, text: string | Error) => {
    const reading = secrets.on(GetSecretValueCommand, { SecretId });
    if (text instanceof Error) reading.rejects(text);
    else reading.resolves({ SecretString: text });
  };
  const reads = () => secrets.commandCalls(GetSecretValueCommand).length;
  return { db, start, kept: () => keptIn(db), store, reads };
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
