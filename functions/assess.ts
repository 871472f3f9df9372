import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { count } from '../shared/aws/powertools.ts';
import { settleAll, throwFailures } from '../shared/aws/settle.ts';
import { assessment } from '../shared/domain/assessment.ts';
import { type BurnAlerts, nextBurnAlerts } from '../shared/domain/burn-notice.ts';
import { currentAndPreviousQuestions } from '../shared/domain/compute.ts';
import { hearsOf } from '../shared/domain/dependency.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import type { Question } from '../shared/domain/evaluate.ts';
import { noticesOf } from '../shared/domain/notice.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { readAssessedFrom } from '../shared/store/assessed-from.ts';
import { putAttainment, takeAttainmentTicket } from '../shared/store/attainments.ts';
import { keepBurns } from '../shared/store/burns.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { tellOnce } from '../shared/store/notices.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/**
 * Works out the current and the previous period of each agreement that a changed service, or one that depends on it, is
 * part of, or of all.
 */
export const handler = batchHandler(async (messages) => {
  const services = messages.map(({ body }) => busDetail(body)?.service);
  const versions = await catalogues.read();
  const questions = currentAndPreviousQuestions(versions, Date.now()).filter(
    (question) => services.includes(undefined) || hearsOf(question, services),
  );
  // What is wrong with one service must not keep the others from being assessed.
  const outcomes = await settleAll(questions, AT_ONCE, (question) => assess(versions, question));
  count('AttainmentsAssessed', outcomes.filter(({ status }) => status === 'fulfilled').length);
  throwFailures(outcomes);
  return [];
});

const AT_ONCE = 4;

async function assess(versions: readonly CatalogueVersion[], question: Question): Promise<void> {
  const { agreement, service, period, until } = question;
  const ticket = await takeAttainmentTicket(table, { agreement, service, period: period.name });
  const known = await readAssessedFrom(table, versions, question);
  const { attainment, observations } = assessment(versions, question, known);
  const catalogue = question.terms.at(-1)?.version.hash ?? '';
  // A later assessment has published already, and tells what there is to tell.
  if (!(await putAttainment(table, { attainment, catalogue, engine: ENGINE }, ticket))) return;
  for (const notice of noticesOf(attainment)) {
    await tellOnce(table, notice, () => tell(bus, [{ type: notice.type, detail: notice }]));
  }
  if (until >= period.end) return;
  const decide = (alerts: BurnAlerts) => nextBurnAlerts(alerts, { attainment, observations, now: until });
  await keepBurns(table, { agreement, service }, { decide, tell: (it) => tell(bus, [{ type: it.type, detail: it }]) });
}
