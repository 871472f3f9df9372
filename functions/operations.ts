import { connectTable } from '../shared/aws/dynamodb.ts';
import { type HttpAnswer, httpHandler } from '../shared/aws/handler.ts';
import { html } from '../shared/aws/http-answer.ts';
import { logger } from '../shared/aws/powertools.ts';
import { AttainError, NotFoundError } from '../shared/domain/errors.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { CONTENT_SECURITY_POLICY } from '../shared/reports/pages/page-style.ts';
import { errorPage, notFoundPage } from '../shared/reports/pages/problem.ts';
import { quarantinePage } from '../shared/reports/pages/quarantine.ts';
import { sourcesPage } from '../shared/reports/pages/sources.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { listQuarantine } from '../shared/store/quarantine.ts';
import { sourceData } from '../shared/store/source-data.ts';
import { answerTo, organizationOf, type Route, type Visit } from '../shared/store/visit.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** The pages for whoever keeps the sources running. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  let versions: readonly CatalogueVersion[] = [];
  try {
    versions = await catalogues.read();
    return await answerTo(request, ROUTES, versions);
  } catch (error) {
    const organization = organizationOf(versions, Date.now());
    if (error instanceof NotFoundError) return page(404, notFoundPage({ organization, what: error.message }));
    if (error instanceof AttainError) return page(400, errorPage({ organization, message: error.message }));
    logger.error('The request could not be answered', { error: error as Error, path: request.rawPath });
    const reference = request.requestContext.requestId;
    return page(500, errorPage({ organization, message: 'Please try again.', reference }));
  }
});

const ROUTES: readonly Route<HttpAnswer>[] = [
  { path: /^\/sources$/, show: sources },
  { path: /^\/quarantine$/, show: quarantine },
];

async function sources(visit: Visit): Promise<HttpAnswer> {
  return page(200, sourcesPage({ organization: visit.organization, ...(await sourceData(table, visit)) }));
}

async function quarantine({ organization }: Visit): Promise<HttpAnswer> {
  const items = await listQuarantine(table);
  const shown = items.map(({ delivery: { pk, sk }, ...item }) => ({ ...item, delivery: `${pk} ${sk}` }));
  return page(200, quarantinePage({ organization, items: shown }));
}

function page(statusCode: number, body: string): HttpAnswer {
  return html(statusCode, body, CONTENT_SECURITY_POLICY);
}
