import { HISTORY_DAYS, SERVICES } from './cost-scenario.ts';
import { LATENCY_MS, type MeasuredKind, measuredCost } from './measure-cost.ts';
import { FUNCTIONS, type FunctionName } from './pipeline.ts';
import { costOf, PARTS, sum, unitsCost } from './price.ts';
import { PRICES } from './prices.ts';
import { number, type Row, type Section } from './section.ts';

/** What a webhook makes each function ask of AWS. */
export const callsPerWebhook: Section = {
  title: 'AWS calls and capacity units per webhook',
  about:
    `Counted at the endpoints, with the units that DynamoDB's answers report. ${SERVICES} services under one agreement, ` +
    `an outage per service on each of ${HISTORY_DAYS} days, a beat of the feed every five minutes, noon of the 15th of a ` +
    'month. Each webhook is through all functions before the next one comes, so that none share a batch; of 100 at ' +
    'once they do.',
  columns: ['webhook', 'function', 'invocations', 'DynamoDB calls', 'other calls', 'read units', 'write units'],
  rows: async (options) => {
    const { kinds } = await measuredCost(options);
    return kinds.flatMap((kind) =>
      FUNCTIONS.filter((name) => kind.work[name].invocations > 0).map((name) => callRow(kind, name)),
    );
  },
};

function callRow({ kind, webhooks, work }: MeasuredKind, name: FunctionName): Row {
  const { usage, invocations } = work[name];
  const calls = Object.entries(usage.calls);
  const all = sum(calls, ([, count]) => count);
  const dynamoDb = sum(calls, ([call, count]) => (call.startsWith('dynamodb:') ? count : 0));
  const amounts = [invocations, dynamoDb, all - dynamoDb, usage.units.read, usage.units.write];
  return [kind, name, ...amounts.map((it) => number(it / webhooks, 2))];
}

/** The same in money. */
export const pricePerMillion: Section = {
  title: 'USD per million webhooks',
  about:
    `List prices of ${PRICES.region} as of ${PRICES.asOf} without free tiers, see test/bench/prices.ts. Lambda: 512 MB of ` +
    `arm64 for as long as the function took here, with ${LATENCY_MS} ms added to each call for the network. Without ` +
    'storage and without what runs on a schedule.',
  columns: ['webhook', ...PARTS, 'sum'],
  rows: async (options) => {
    const { kinds } = await measuredCost(options);
    return kinds.map(({ kind, webhooks, work }): Row => {
      const parts = costOf(work);
      const amounts = [...PARTS.map((part) => parts[part]), sum(Object.values(parts), (it) => it)];
      return [kind, ...amounts.map((usd) => number((usd * 1_000_000) / webhooks, 2))];
    });
  },
};

const MINUTES_A_MONTH = 30 * 24 * 60;

/** What an installation asks of DynamoDB when nothing happens. */
export const idleCost: Section = {
  title: 'Scheduled runs with nothing to do',
  about: `DynamoDB only. ${SERVICES} services under one agreement, as above.`,
  columns: ['function', 'every', 'read units', 'write units', 'USD in 30 days'],
  rows: async (options) => {
    const { schedules } = await measuredCost(options);
    return schedules.map(({ name, everyMinutes, work }): Row => {
      const { read, write } = work.usage.units;
      const usd = (unitsCost(work) * MINUTES_A_MONTH) / everyMinutes;
      return [name, `${everyMinutes} min`, number(read), number(write), number(usd, 2)];
    });
  },
};
