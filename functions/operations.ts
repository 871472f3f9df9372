import { connectTable } from '../shared/aws/dynamodb.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { type HttpAnswer, httpHandler } from '../shared/aws/handler.ts';
import { html } from '../shared/aws/http-answer.ts';
import { logger } from '../shared/aws/powertools.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { deliveryPage } from '../shared/reports/pages/delivery.ts';
import { CONTENT_SECURITY_POLICY } from '../shared/reports/pages/page-style.ts';
import { problemPage } from '../shared/reports/pages/problem.ts';
import { quarantinePage } from '../shared/reports/pages/quarantine.ts';
import { sourcesPage } from '../shared/reports/pages/sources.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { deliveryName, deliveryNamed } from '../shared/store/kept-delivery.ts';
import { quarantineBefore, setAsideOf } from '../shared/store/quarantine.ts';
import { sourceData } from '../shared/store/source-data.ts';
import { answerTo, organizationOf, type Route, type Visit } from '../shared/store/visit.ts';

const table = connectTable(connectFiles());
const catalogues = new CatalogueCache(table);

/** The pages for whoever keeps the sources running. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  let versions: readonly CatalogueVersion[] = [];
  try {
    versions = await catalogues.read();
    return await answerTo(request, ROUTES, versions);
  } catch (error) {
    const { rawPath: path, requestContext } = request;
    const organization = organizationOf(versions, Date.now());
    const { status, body } = problemPage(error, { organization, reference: requestContext.requestId });
    if (status === 500) logger.error('The request could not be answered', { error: error as Error, path });
    return page(status, body);
  }
});

const ROUTES: readonly Route<HttpAnswer>[] = [
  { path: /^\/sources$/, show: sources },
  { path: /^\/quarantine$/, show: quarantine },
  { path: /^\/deliveries\/([^/]+)$/, show: delivery },
];

async function sources(visit: Visit): Promise<HttpAnswer> {
  return page(200, sourcesPage({ organization: visit.organization, ...(await sourceData(table, visit)) }));
}

async function quarantine({ organization, search: { before } }: Visit): Promise<HttpAnswer> {
  const { items, next } = await quarantineBefore(table, { before, limit: SHOWN_QUARANTINED });
  const shown = items.map(({ delivery: { sk }, ...item }) => {
    return { ...item, delivery: deliveryName({ receivedAt: item.receivedAt, sk }) };
  });
  return page(200, quarantinePage({ organization, items: shown, isOlder: before !== undefined, next }));
}

const SHOWN_QUARANTINED = 100;

async function delivery({ organization, names: [name = ''] }: Visit): Promise<HttpAnswer> {
  const { pointer, delivery: it } = await deliveryNamed(table, name);
  const { receivedAt, ...kept } = it;
  const setAside = await setAsideOf(table, { pointer, receivedAt });
  return page(200, deliveryPage({ organization, name, ...kept, receivedAt: formatInstant(receivedAt), setAside }));
}

function page(statusCode: number, body: string): HttpAnswer {
  return html(statusCode, body, CONTENT_SECURITY_POLICY);
}
