import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { type HttpAnswer, type HttpRequest, httpHandler } from '../shared/aws/handler.ts';
import { html, json } from '../shared/aws/http-answer.ts';
import { logger } from '../shared/aws/powertools.ts';
import { questionsOf, type Selection, versionUsed } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { AttainError, InvalidInputError, NotFoundError } from '../shared/domain/errors.ts';
import { formatInstant, parseInstant } from '../shared/domain/instant.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { MAIL_SECURITY_POLICY } from '../shared/reports/mail/mail-style.ts';
import { renderMail } from '../shared/reports/mail/render-mail.ts';
import { exampleWebhook } from '../shared/reports/pages/example-webhook.ts';
import { improvementsPage } from '../shared/reports/pages/improvements.ts';
import { overviewPage } from '../shared/reports/pages/overview.ts';
import { CONTENT_SECURITY_POLICY } from '../shared/reports/pages/page-style.ts';
import { errorPage, notFoundPage } from '../shared/reports/pages/problem.ts';
import { quarantinePage } from '../shared/reports/pages/quarantine.ts';
import { servicePage } from '../shared/reports/pages/service.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { correctionData } from '../shared/store/correction-data.ts';
import { listImprovements } from '../shared/store/improvements.ts';
import { overviewData } from '../shared/store/overview-data.ts';
import { type Asked, attainmentData } from '../shared/store/page-data.ts';
import { listQuarantine } from '../shared/store/quarantine.ts';
import { reportVersions } from '../shared/store/reports.ts';
import { serviceData } from '../shared/store/service-data.ts';
import type { Table } from '../shared/store/table.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** The pages and the read API. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  let versions: readonly CatalogueVersion[] = [];
  try {
    versions = await catalogues.read();
    return await answer(request, versions);
  } catch (error) {
    return problem(request, error, organizationOf(versions, Date.now()));
  }
});

interface Visit extends Asked {
  readonly organization: string | undefined;
  readonly search: Readonly<Record<string, string | undefined>>;
  /** What the path names, decoded. */
  readonly names: readonly string[];
}

const ROUTES: readonly { readonly path: RegExp; readonly show: (visit: Visit) => Promise<HttpAnswer> }[] = [
  { path: /^\/$/, show: overview },
  { path: /^\/services\/([^/]+)$/, show: service },
  { path: /^\/improvements$/, show: improvements },
  { path: /^\/quarantine$/, show: quarantine },
  // The name of a rolling period has a slash, which a front door may pass on decoded.
  { path: /^\/reports\/([^/]+)\/(.+)$/, show: report },
  { path: /^\/api\/attainment$/, show: apiAttainment },
  { path: /^\/api\/corrections$/, show: apiCorrections },
  { path: /^\/api\/improvements$/, show: async () => json(200, { items: await listImprovements(table) }) },
  { path: /^\/health$/, show: health },
];

async function answer(
  { rawPath, queryStringParameters = {} }: HttpRequest,
  versions: readonly CatalogueVersion[],
): Promise<HttpAnswer> {
  // Whole seconds: what is counted until now need not be told to the millisecond.
  const now = Math.floor(Date.now() / 1000) * 1000;
  for (const { path, show } of ROUTES) {
    const match = path.exec(rawPath);
    if (match === null) continue;
    const names = match.slice(1).map(decode);
    return await show({
      versions,
      now,
      organization: organizationOf(versions, now),
      search: queryStringParameters,
      names,
    });
  }
  throw new NotFoundError('no page at this address');
}

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
  const then = asOf(visit);
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

async function quarantine({ organization }: Visit): Promise<HttpAnswer> {
  const items = await listQuarantine(table);
  const shown = items.map(({ delivery: { pk, sk }, ...item }) => ({ ...item, delivery: `${pk} ${sk}` }));
  return page(200, quarantinePage({ organization, items: shown }));
}

// The newest version, or with ?version= an earlier one: v1 stays readable for ever.
async function report({ names: [agreement = '', period = ''], search }: Visit): Promise<HttpAnswer> {
  const versions = await reportVersions(table, { agreement, period });
  const closed =
    search.version === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === search.version);
  if (closed === undefined) throw new NotFoundError(`no closed report of "${agreement}" for "${period}"`);
  return html(200, renderMail(closed, { webUrl: environment('ATTAIN_URL') }).html, MAIL_SECURITY_POLICY);
}

async function apiAttainment(visit: Visit): Promise<HttpAnswer> {
  const then = asOf(visit);
  const selection = selectionBy(['agreement', 'period', 'service'], then);
  const results = await attainmentData(then.table, then, selection);
  const version = versionUsed(questionsOf(then.versions, selection, then.now));
  return json(200, { engine: ENGINE, catalogue: version?.hash ?? null, results });
}

async function apiCorrections(visit: Visit): Promise<HttpAnswer> {
  const { service } = selectionBy(['service'], visit);
  return json(200, await correctionData(table, visit, service));
}

async function health({ versions, now }: Visit): Promise<HttpAnswer> {
  return json(200, { status: 'ok', engine: ENGINE, catalogue: versionAt(versions, now)?.hash ?? null });
}

/** What was known at the moment that `asOf` names, if it does: events recorded and catalogues published by then. */
function asOf(visit: Visit): Visit & { readonly table: Table } {
  const { asOf: text, ...search } = visit.search;
  if (text === undefined) return { ...visit, table };
  const moment = parseInstant(text);
  if (moment > visit.now) throw new InvalidInputError(`expected asOf with a moment that has passed; got "${text}"`);
  const versions = visit.versions.filter(({ publishedAt }) => publishedAt <= moment);
  if (versions.length === 0) throw new NotFoundError(`no catalogue had been published by ${text}`);
  return { ...visit, versions, now: moment, search, table: { ...table, asOf: moment } };
}

// A mistyped parameter would select more than was asked for, and nobody would see it.
function selectionBy(known: readonly (keyof Selection)[], { search }: Visit): Selection {
  const unknown = Object.keys(search).find((name) => !known.some((it) => it === name));
  if (unknown === undefined) return search;
  throw new InvalidInputError(`expected one of ${known.join(', ')}; got "${unknown}"`);
}

function organizationOf(versions: readonly CatalogueVersion[], now: number): string | undefined {
  return versionAt(versions, now)?.catalogue.organization.name;
}

function page(statusCode: number, body: string): HttpAnswer {
  return html(statusCode, body, CONTENT_SECURITY_POLICY);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new NotFoundError('no page at this address');
  }
}

function problem(
  { rawPath, requestContext }: HttpRequest,
  error: unknown,
  organization: string | undefined,
): HttpAnswer {
  const isApi = rawPath.startsWith('/api/') || rawPath === '/health';
  if (error instanceof AttainError) {
    const { code, message } = error;
    const status = error instanceof NotFoundError ? 404 : 400;
    if (isApi) return json(status, { error: code, message });
    return page(
      status,
      status === 404 ? notFoundPage({ organization, what: message }) : errorPage({ organization, message }),
    );
  }
  logger.error('The request could not be answered', { error: error as Error, path: rawPath });
  const reference = requestContext.requestId;
  return isApi
    ? json(500, { error: 'INTERNAL', reference })
    : page(500, errorPage({ organization, message: 'Please try again.', reference }));
}
