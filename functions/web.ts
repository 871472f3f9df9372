import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { type HttpAnswer, httpHandler } from '../shared/aws/handler.ts';
import { html } from '../shared/aws/http-answer.ts';
import { logger } from '../shared/aws/powertools.ts';
import { NotFoundError } from '../shared/domain/errors.ts';
import { formatInstant, parseInstant } from '../shared/domain/instant.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { MAIL_SECURITY_POLICY } from '../shared/reports/mail/mail-style.ts';
import { exampleWebhook } from '../shared/reports/pages/example-webhook.ts';
import { improvementsPage } from '../shared/reports/pages/improvements.ts';
import { overviewPage } from '../shared/reports/pages/overview.ts';
import { CONTENT_SECURITY_POLICY } from '../shared/reports/pages/page-style.ts';
import { problemPage } from '../shared/reports/pages/problem.ts';
import { reportPage } from '../shared/reports/pages/report.ts';
import { servicePage } from '../shared/reports/pages/service.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { listImprovements } from '../shared/store/improvements.ts';
import { overviewData } from '../shared/store/overview-data.ts';
import { reportVersions } from '../shared/store/reports.ts';
import { serviceData } from '../shared/store/service-data.ts';
import { answerTo, asOf, organizationOf, type Route, selectionBy, type Visit } from '../shared/store/visit.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** The pages of figures. It only ever reads: its role cannot write. */
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
  { path: /^\/$/, show: overview },
  { path: /^\/services\/([^/]+)$/, show: service },
  { path: /^\/improvements$/, show: improvements },
  // The name of a rolling period has a slash, which a front door may pass on decoded.
  { path: /^\/reports\/([^/]+)\/(.+)$/, show: report },
];

async function overview(visit: Visit): Promise<HttpAnswer> {
  // Its figures are those that are stored: what was known before is on the pages of services.
  selectionBy([], visit);
  const { organization, versions, now } = visit;
  const catalogue = versionAt(versions, now)?.catalogue;
  const webhook = catalogue && exampleWebhook(catalogue, environment('ATTAIN_URL'));
  const data = await overviewData(table, visit);
  return page(200, overviewPage({ organization, now: formatInstant(now), webhook, ...data }));
}

async function service(visit: Visit): Promise<HttpAnswer> {
  const then = asOf(visit, table);
  const { at, ...search } = then.search;
  const selection = { ...selectionBy(['agreement', 'period'], { ...then, search }), service: visit.names[0] ?? '' };
  const moment = at === undefined ? undefined : parseInstant(at);
  const data = await serviceData(then.table, then, { ...selection, at: moment });
  return page(
    200,
    servicePage({ organization: visit.organization, now: formatInstant(then.now), asOf: visit.search.asOf, ...data }),
  );
}

async function improvements({ organization, now }: Visit): Promise<HttpAnswer> {
  return page(200, improvementsPage({ organization, now: formatInstant(now), items: await listImprovements(table) }));
}

// The newest version, or with ?version= an earlier one: v1 stays readable for ever.
async function report({ names: [agreement = '', period = ''], search }: Visit): Promise<HttpAnswer> {
  const versions = await reportVersions(table, { agreement, period });
  const closed =
    search.version === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === search.version);
  if (closed === undefined) throw new NotFoundError(`no closed report of "${agreement}" for "${period}"`);
  const body = reportPage(closed, { versions, webUrl: environment('ATTAIN_URL') });
  return html(200, body, MAIL_SECURITY_POLICY);
}

function page(statusCode: number, body: string): HttpAnswer {
  return html(statusCode, body, CONTENT_SECURITY_POLICY);
}
