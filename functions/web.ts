import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { type HttpAnswer, type HttpRequest, httpHandler } from '../shared/aws/handler.ts';
import { logger } from '../shared/aws/powertools.ts';
import { agreementsOf, periodOf, questionsOf, questionsOfPeriod, type Selection } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { AttainError, NotFoundError } from '../shared/domain/errors.ts';
import { classifiedRuns, evaluate } from '../shared/domain/evaluate.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { shiftPeriod } from '../shared/domain/period.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { renderMail } from '../shared/reports/mail/render-mail.ts';
import { improvementsPage } from '../shared/reports/pages/improvements.ts';
import { overviewPage } from '../shared/reports/pages/overview.ts';
import { errorPage, notFoundPage } from '../shared/reports/pages/problem.ts';
import { quarantinePage } from '../shared/reports/pages/quarantine.ts';
import { servicePage } from '../shared/reports/pages/service.ts';
import { attainmentsOf } from '../shared/store/attainments.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { listImprovements } from '../shared/store/improvements.ts';
import { readKnowledge } from '../shared/store/knowledge.ts';
import { listQuarantine } from '../shared/store/quarantine.ts';
import { getReport } from '../shared/store/reports.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

interface Context {
  readonly versions: readonly CatalogueVersion[];
  readonly organization: string;
  /** Epoch ms. */
  readonly now: number;
  readonly search: Readonly<Record<string, string | undefined>>;
}

type Route = (context: Context, parameter: string) => Promise<HttpAnswer>;

const ROUTES: readonly { readonly path: RegExp; readonly route: Route }[] = [
  { path: /^\/$/, route: overview },
  { path: /^\/services\/([^/]+)$/, route: service },
  { path: /^\/improvements$/, route: improvements },
  { path: /^\/quarantine$/, route: quarantined },
  { path: /^\/reports\/([^/]+\/[^/]+)$/, route: report },
  { path: /^\/api\/attainment$/, route: apiAttainment },
  { path: /^\/api\/improvements$/, route: async () => json(200, { items: await listImprovements(table) }) },
  {
    path: /^\/health$/,
    route: async ({ versions }) => json(200, { status: 'ok', engine: ENGINE, catalogues: versions.length }),
  },
];

/** The pages and the read API. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  const isApi = request.rawPath.startsWith('/api/');
  try {
    return await route(request);
  } catch (error) {
    if (error instanceof NotFoundError)
      return isApi ? problem(404, error) : html(404, notFoundPage({ what: error.message }));
    if (error instanceof AttainError)
      return isApi ? problem(400, error) : html(400, errorPage({ message: error.message }));
    logger.error('A page could not be made', { error, path: request.rawPath });
    const reference = request.requestContext.requestId;
    return isApi
      ? json(500, { error: 'internal', reference })
      : html(500, errorPage({ message: 'Please try again.', reference }));
  }
});

async function route(request: HttpRequest): Promise<HttpAnswer> {
  const path = decodeURI(request.rawPath);
  const versions = await catalogues.read();
  const now = Date.now();
  const organization = versionAt(versions, now)?.catalogue.organization.name ?? 'Attain';
  for (const { path: pattern, route: answer } of ROUTES) {
    const match = pattern.exec(path);
    if (match === null) continue;
    return await answer({ versions, organization, now, search: request.queryStringParameters ?? {} }, match[1] ?? '');
  }
  throw new NotFoundError('page at this address');
}

async function overview({ versions, organization, now }: Context): Promise<HttpAnswer> {
  const agreements = await Promise.all(
    agreementsOf(versions).map(async (agreement) => {
      const period = periodOf(agreement, undefined, now);
      const stored = (await attainmentsOf(table, agreement.id)).map(({ attainment }) => attainment);
      const services = questionsOfPeriod(versions, agreement, { period, now }).map(({ service: id, terms }) => ({
        id,
        name: terms.at(-1)?.service.name ?? id,
        attainment: stored.find((it) => it.service === id && it.period.name === period.name) ?? null,
      }));
      const { id, customer, kind } = agreement;
      return {
        id,
        customer,
        kind,
        period: { ...period, start: formatInstant(period.start), end: formatInstant(period.end) },
        services,
      };
    }),
  );
  return html(200, overviewPage({ organization, now: formatInstant(now), agreements }));
}

async function service({ versions, organization, now, search }: Context, id: string): Promise<HttpAnswer> {
  const [question] = questionsOf(versions, { ...selectionOf(search), service: id }, now);
  const agreement = agreementsOf(versions, question?.agreement)[0];
  if (question === undefined || agreement === undefined) throw new NotFoundError(`service "${id}"`);
  const knowledge = await readKnowledge(table, question);
  const items = (await listImprovements(table)).filter(
    (item) => item.service === id && item.agreement === agreement.id,
  );
  const last = question.terms.at(-1);
  return html(
    200,
    servicePage({
      organization,
      now: formatInstant(now),
      service: { id, name: last?.service.name ?? id },
      agreement,
      attainment: evaluate(question, knowledge),
      segments: classifiedRuns(question, knowledge),
      improvements: items,
      previous: shiftPeriod(question.period, agreement.period, -1).name,
      ...(question.period.end > now ? {} : { next: shiftPeriod(question.period, agreement.period, 1).name }),
      ...(last === undefined ? {} : { catalogue: last.version.hash }),
    }),
  );
}

async function improvements({ organization, now }: Context): Promise<HttpAnswer> {
  return html(200, improvementsPage({ organization, now: formatInstant(now), items: await listImprovements(table) }));
}

async function quarantined({ organization }: Context): Promise<HttpAnswer> {
  const items = (await listQuarantine(table)).map(({ delivery, ...item }) => ({
    ...item,
    delivery: `${delivery.pk} ${delivery.sk}`,
  }));
  return html(200, quarantinePage({ organization, items }));
}

async function report(_context: Context, name: string): Promise<HttpAnswer> {
  const [agreement = '', period = ''] = name.split('/').map(decodeURIComponent);
  const closed = await getReport(table, { agreement, period });
  if (closed === undefined) throw new NotFoundError(`closed report of "${agreement}" for "${period}"`);
  return html(200, renderMail(closed, { webUrl: environment('ATTAIN_URL') }).html);
}

async function apiAttainment({ versions, now, search }: Context): Promise<HttpAnswer> {
  const questions = questionsOf(versions, selectionOf(search), now);
  const results = await Promise.all(
    questions.map(async (question) => evaluate(question, await readKnowledge(table, question))),
  );
  return json(200, { engine: ENGINE, catalogue: versionAt(versions, now)?.hash ?? null, results });
}

function selectionOf({ period, agreement, service }: Context['search']): Selection {
  return { period, agreement, service };
}

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

function html(statusCode: number, body: string): HttpAnswer {
  return { statusCode, headers: { ...SECURITY_HEADERS, 'content-type': 'text/html; charset=utf-8' }, body };
}

function json(statusCode: number, body: unknown): HttpAnswer {
  return {
    statusCode,
    headers: { ...SECURITY_HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function problem(statusCode: number, { code, message }: AttainError): HttpAnswer {
  return json(statusCode, { error: code, message });
}
