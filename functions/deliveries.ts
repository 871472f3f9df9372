import { apiProblem } from '../shared/aws/api-problem.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { type HttpAnswer, httpHandler } from '../shared/aws/handler.ts';
import { attachment, json } from '../shared/aws/http-answer.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { formatSignal } from '../shared/sources/signals/signal-json.ts';
import { suspectsAmong } from '../shared/store/begun-readings.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { deliveriesAfter } from '../shared/store/delivery-pages.ts';
import { describeDeliveries, describeDelivery } from '../shared/store/describe-delivery.ts';
import { deliveryNamed } from '../shared/store/kept-delivery.ts';
import { answerTo, type Route, type Visit } from '../shared/store/visit.ts';

const table = connectTable(connectFiles());
const catalogues = new CatalogueCache(table);

const LARGEST_PAGE = 100;
const MINUTE_MS = 60_000;

/** What has come in, and what it said, for whoever connects a sender. It only ever reads: its role cannot write. */
export const handler = httpHandler(async (request) => {
  try {
    return await answerTo(request, ROUTES, await catalogues.read());
  } catch (error) {
    return apiProblem(error, request);
  }
});

const ROUTES: readonly Route<HttpAnswer>[] = [
  { path: /^\/api\/deliveries$/, show: deliveries },
  { path: /^\/api\/deliveries\/([^/]+)$/, show: delivery },
  { path: /^\/api\/deliveries\/([^/]+)\/raw$/, show: raw },
];

async function deliveries({ search, versions, now }: Visit): Promise<HttpAnswer> {
  const { after, limit, ...unknown } = search;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw new InvalidInputError(`expected one of after, limit; got "${extra}"`);
  const page = await deliveriesAfter(table, after ?? formatInstant(now - MINUTE_MS), { now, limit: limitOf(limit) });
  return json(200, { ...page, deliveries: await describeDeliveries(page.deliveries, contextOf({ versions, now })) });
}

async function delivery({ names: [name = ''], ...visit }: Visit): Promise<HttpAnswer> {
  const placed = await deliveryNamed(table, name);
  const { headers, query, ...receipt } = placed.delivery;
  const [suspect] = await suspectsAmong(table, [placed.pointer]);
  const unread = {
    position: name,
    pointer: placed.pointer,
    begun: suspect?.begun ?? 0,
    receipt,
    read: async () => placed,
  };
  const described = await describeDelivery(unread, contextOf(visit));
  return json(200, { ...described, headers, ...(query !== undefined && { query }) });
}

async function raw({ names: [name = ''] }: Visit): Promise<HttpAnswer> {
  const { pointer, delivery } = await deliveryNamed(table, name);
  return attachment(`delivery-${pointer.sk.slice(0, 12)}.bin`, delivery.body);
}

function contextOf({ versions, now }: Pick<Visit, 'versions' | 'now'>) {
  return { versions, parse: parseDelivery, format: formatSignal, now };
}

function limitOf(text = String(LARGEST_PAGE)): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LARGEST_PAGE) return limit;
  throw new InvalidInputError(`expected limit from 1 to ${LARGEST_PAGE}; got "${text}"`);
}
