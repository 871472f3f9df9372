import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { count } from '../shared/aws/powertools.ts';
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
  for (const question of questions) await assess(question);
  count('AttainmentsAssessed', questions.length);
  return [];
});

async function assess(question: Question): Promise<void> {
  const { agreement, service, period } = question;
  const ticket = await takeAttainmentTicket(table, { agreement, service, period: period.name });
  const attainment = evaluate(question, await readKnowledge(table, question));
  const catalogue = question.terms.at(-1)?.version.hash ?? '';
  await putAttainment(table, { attainment, catalogue, engine: ENGINE }, ticket);
  for (const notice of noticesOf(attainment)) {
    await tellOnce(table, notice, () => tell(bus, [{ type: notice.type, detail: notice }]));
  }
}
