import { apiProblem } from '../shared/aws/api-problem.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { httpHandler } from '../shared/aws/handler.ts';
import { json } from '../shared/aws/http-answer.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { formatSignal } from '../shared/sources/signals/signal-json.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { deliveriesAfter } from '../shared/store/delivery-pages.ts';
import { describeDelivery } from '../shared/store/describe-delivery.ts';

const table = connectTable({ get: tooLarge });
const catalogues = new CatalogueCache(table);

const LARGEST_PAGE = 100;
const MINUTE_MS = 60_000;

/** What has come in, and what it said, for whoever connects a sender. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  try {
    return json(200, await answer(request.queryStringParameters ?? {}));
  } catch (error) {
    return apiProblem(error, request);
  }
});

async function answer({ after, limit, ...unknown }: Readonly<Record<string, string | undefined>>) {
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw new InvalidInputError(`expected one of after, limit; got "${extra}"`);
  const now = Date.now();
  const context = { versions: await catalogues.read(), parse: parseDelivery, format: formatSignal, now };
  const page = await deliveriesAfter(table, after ?? formatInstant(now - MINUTE_MS), { now, limit: limitOf(limit) });
  const deliveries = await Promise.all(page.deliveries.map((delivery) => describeDelivery(delivery, context)));
  return { ...page, deliveries };
}

// What lies outside of the table is for those who record it.
async function tooLarge(address: string): Promise<never> {
  throw new Error(`its body is too large to be read here; it lies in ${address}`);
}

function limitOf(text = String(LARGEST_PAGE)): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LARGEST_PAGE) return limit;
  throw new InvalidInputError(`expected limit from 1 to ${LARGEST_PAGE}; got "${text}"`);
}
