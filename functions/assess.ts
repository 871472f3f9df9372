import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { count } from '../shared/aws/powertools.ts';
import { settleAll, throwFailures } from '../shared/aws/settle.ts';
import { currentAndPreviousQuestions } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { evaluate, type Question } from '../shared/domain/evaluate.ts';
import { noticesOf } from '../shared/domain/notice.ts';
import { putAttainment, takeAttainmentTicket } from '../shared/store/attainments.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { readKnowledge } from '../shared/store/knowledge.ts';
import { tellOnce } from '../shared/store/notices.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/** Works out the current and the previous period of each agreement that a changed service is part of, or of all. */
export const handler = batchHandler(async (messages) => {
  const services = messages.map(({ body }) => busDetail(body)?.service);
  const questions = currentAndPreviousQuestions(await catalogues.read(), Date.now()).filter(
    ({ service }) => services.includes(undefined) || services.includes(service),
  );
  // What is wrong with one service must not keep the others from being assessed.
  const outcomes = await settleAll(questions, AT_ONCE, assess);
  count('AttainmentsAssessed', outcomes.filter(({ status }) => status === 'fulfilled').length);
  throwFailures(outcomes);
  return [];
});

const AT_ONCE = 4;

async function assess(question: Question): Promise<void> {
  const { agreement, service, period } = question;
  const ticket = await takeAttainmentTicket(table, { agreement, service, period: period.name });
  const attainment = evaluate(question, await readKnowledge(table, question));
  const catalogue = question.terms.at(-1)?.version.hash ?? '';
  // A later assessment has published already, and tells what there is to tell.
  if (!(await putAttainment(table, { attainment, catalogue, engine: ENGINE }, ticket))) return;
  for (const notice of noticesOf(attainment)) {
    await tellOnce(table, notice, () => tell(bus, [{ type: notice.type, detail: notice }]));
  }
}
