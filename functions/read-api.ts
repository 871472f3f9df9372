import { apiProblem } from '../shared/aws/api-problem.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { type HttpAnswer, httpHandler } from '../shared/aws/handler.ts';
import { json } from '../shared/aws/http-answer.ts';
import { askedQuestion } from '../shared/domain/asked-question.ts';
import { questionsOf, versionUsed } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { unmatchedPage, unmatchedTotal } from '../shared/domain/unmatched.ts';
import { versionAt } from '../shared/domain/version.ts';
import { explanation } from '../shared/reports/explanation.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { correctionData } from '../shared/store/correction-data.ts';
import { listImprovements } from '../shared/store/improvements.ts';
import { readKnowledge } from '../shared/store/knowledge.ts';
import { attainmentData } from '../shared/store/page-data.ts';
import { sourceData } from '../shared/store/source-data.ts';
import { answerTo, asOf, type Route, selectionBy, type Visit } from '../shared/store/visit.ts';

const table = connectTable();
const catalogues = new CatalogueCache(table);

/** The same as the pages, for programs. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  try {
    return await answerTo(request, ROUTES, await catalogues.read());
  } catch (error) {
    return apiProblem(error, request);
  }
});

const ROUTES: readonly Route<HttpAnswer>[] = [
  { path: /^\/api\/attainment$/, show: attainment },
  { path: /^\/api\/corrections$/, show: corrections },
  { path: /^\/api\/improvements$/, show: async () => json(200, { items: await listImprovements(table) }) },
  { path: /^\/api\/sources$/, show: sources },
  { path: /^\/api\/unmatched$/, show: unmatched },
  { path: /^\/api\/why$/, show: why },
  { path: /^\/health$/, show: health },
];

async function attainment(visit: Visit): Promise<HttpAnswer> {
  const then = asOf(visit, table);
  const selection = selectionBy(['agreement', 'period', 'service'], then);
  const results = await attainmentData(then.table, then, selection);
  const version = versionUsed(questionsOf(then.versions, selection, then.now));
  return json(200, { engine: ENGINE, catalogue: version?.hash ?? null, results });
}

async function corrections(visit: Visit): Promise<HttpAnswer> {
  const { service } = selectionBy(['service'], visit);
  return json(200, await correctionData(table, visit, service));
}

async function why(visit: Visit): Promise<HttpAnswer> {
  const then = asOf(visit, table);
  const { at, ...search } = then.search;
  const { service, ...selection } = selectionBy(['agreement', 'period', 'service'], { search });
  if (service === undefined) throw new InvalidInputError('expected service with the id of a service; got none');
  const moment = at === undefined ? undefined : parseInstant(at);
  const question = askedQuestion(then.versions, { ...selection, service }, { now: then.now, at: moment });
  return json(200, explanation(question, await readKnowledge(then.table, question), moment).facts);
}

/** Each may be some ten KB, and a function answers with 6 MB at most. */
const UNMATCHED_A_PAGE = 100;

// Of what belongs to no service the largest; the rest is asked for page by page.
async function sources(visit: Visit): Promise<HttpAnswer> {
  const data = await sourceData(table, visit);
  const { unmatched, unmatchedGroups } = data;
  return json(200, {
    ...data,
    unmatched: unmatched.slice(0, UNMATCHED_A_PAGE),
    unmatchedGroups: unmatchedGroups.slice(0, UNMATCHED_A_PAGE),
    unmatchedTotal: unmatchedTotal(unmatchedGroups),
  });
}

async function unmatched(visit: Visit): Promise<HttpAnswer> {
  const { after, ...unknown } = visit.search;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw new InvalidInputError(`expected only after; got "${extra}"`);
  const { unmatched: all, isQuarantineCut } = await sourceData(table, visit);
  return json(200, { ...unmatchedPage(all, { after, limit: UNMATCHED_A_PAGE }), isQuarantineCut });
}

async function health({ versions, now }: Visit): Promise<HttpAnswer> {
  return json(200, { status: 'ok', engine: ENGINE, catalogue: versionAt(versions, now)?.hash ?? null });
}
