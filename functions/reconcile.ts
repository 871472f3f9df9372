import { Alarms } from '../shared/aws/alarms.ts';
import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment, isLocal } from '../shared/aws/environment.ts';
import { batchHandler } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { Secrets } from '../shared/aws/secrets.ts';
import { settleAll, throwFailures } from '../shared/aws/settle.ts';
import type { ReadCredential } from '../shared/domain/catalogue.ts';
import { afterPoll, NEVER_POLLED, type PollHealth, plainReason } from '../shared/domain/poll-health.ts';
import { afterwards, recalled, reconciling } from '../shared/domain/reconcile.ts';
import type { Signal } from '../shared/domain/signal.ts';
import {
  hearersOf,
  isDue,
  listenersTo,
  type OpenStream,
  type Polled,
  type Standing,
} from '../shared/domain/standing.ts';
import { type Confirmed, confirmed, differences } from '../shared/domain/standing-difference.ts';
import { underLastingNames } from '../shared/domain/stream-alias.ts';
import { versionAt } from '../shared/domain/version.ts';
import { askApi } from '../shared/http/ask-api.ts';
import { CredentialError, credentialHeaders } from '../shared/sources/reconcile/credential.ts';
import { reconciledDeliveries } from '../shared/sources/reconcile/delivery.ts';
import { type Answered, type Ask, carriedOut, PollError } from '../shared/sources/reconcile/poll.ts';
import { POLLERS, pollerOf } from '../shared/sources/reconcile/pollers.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { putDelivery } from '../shared/store/deliveries.ts';
import { lastChangeOf, streamsNow } from '../shared/store/open-streams.ts';
import { type PollMemory, readPollMemory, writePollMemory } from '../shared/store/poll-memory.ts';

const table = connectTable();
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);
const secrets = new Secrets();
const alarms = new Alarms();

/**
 * Asks the senders that the catalogue names how their streams stand, and keeps what their webhooks lost as deliveries of
 * theirs. A sender that cannot be asked is counted and changes nothing; after a crash the next poll says the same again.
 */
export const handler = batchHandler(async () => {
  for (const metric of ['StreamsOpened', 'StreamsClosed', 'PollsFailed']) count(metric, 0);
  count('SourcesUnreachable', 0);
  const versions = await catalogues.read();
  const now = Date.now();
  const sources = versionAt(versions, now)?.catalogue.sources ?? [];
  const polled = sources.flatMap((source) =>
    source.reconcile ? [{ source, ...source.reconcile, versions, now }] : [],
  );
  throwFailures(await settleAll(polled, SOURCES_AT_ONCE, reconcileSource));
  return [];
});

const SOURCES_AT_ONCE = 8;
/** For all that a sender is asked in a poll. */
const PATIENCE_MS = 60_000;
/** Fewer may be a restart of the sender. */
const FAILURES_IN_A_ROW = 3;

async function reconcileSource(polled: Polled): Promise<void> {
  const memory = (await readPollMemory(table, polled.source.id)) ?? { health: NEVER_POLLED, seen: {} };
  if (isDue(polled, memory.polledAt)) await poll(polled, memory);
  else tellUnreachable(memory.health);
}

async function poll(polled: Polled, memory: PollMemory): Promise<void> {
  const { source, now } = polled;
  const all = await streamsNow(table, listenersTo(polled), { known: memory.streams, now });
  const tellsLess = POLLERS[source.type]?.tellsLess === true;
  const streams = tellsLess ? all : { ...all, names: [] };
  const answer = await askAll(polled, streams.open);
  const health = afterPoll(memory.health, { at: now, ...('reason' in answer && answer) });
  if ('reason' in answer) {
    count('PollsFailed', 1);
    tellUnreachable(health);
    return await writePollMemory(table, source.id, { polledAt: now, health, seen: {}, streams });
  }
  const { standings } = answer;
  const told = tellsLess ? recalled(standings, streams.names, polled) : standings;
  const found = confirmed(differences(told, streams.open, polled), memory.seen, polled);
  const signals = (await Promise.all(found.confirmed.map((it) => tellLost(it, polled)))).flat();
  await keep(signals, polled);
  const open = afterwards(streams.open, signals, polled);
  const next = { polledAt: now, health, seen: found.waiting, streams: { ...streams, open } };
  await writePollMemory(table, source.id, next);
}

function tellUnreachable({ failures }: PollHealth): void {
  if (failures >= FAILURES_IN_A_ROW) count('SourcesUnreachable', 1);
}

type Answer = { readonly standings: readonly Standing[] } | { readonly reason: string };

/** What the sender says, or why it does not: from a poll that failed nothing follows. */
async function askAll(polled: Polled, open: readonly OpenStream[]): Promise<Answer> {
  const { source, now, receiver, credential, url } = polled;
  try {
    const poller = pollerOf(source.type);
    const headers = credential && (await shown(credential));
    const until = Date.now() + PATIENCE_MS;
    const ask = async (asked: Ask): Promise<Answered> => {
      if (Date.now() > until) throw new PollError(`expected all answers within ${PATIENCE_MS} ms`);
      if ('alarms' in asked) return await alarms.describe(asked.alarms);
      const { path, mayBeMissing } = asked;
      return await askApi({ url: `${url ?? poller.api}${path}`, headers, mayBeMissing, allowHttp: isLocal() });
    };
    const standings = await carriedOut(
      poller.poll({
        open: new Set(open.map(({ stream }) => stream)),
        now,
        feed: source.id,
        heartbeat: source.heartbeat !== undefined,
        ...(receiver !== undefined && { receiver }),
      }),
      ask,
    );
    return { standings: underLastingNames(standings, source) };
  } catch (error) {
    logger.warn('A source did not say how its streams stand', { source: source.id, error: error as Error });
    return { reason: plainReason(error) };
  }
}

async function shown(credential: ReadCredential): Promise<Readonly<Record<string, string>>> {
  try {
    return credentialHeaders(credential, await secrets.read(credential.secret));
  } catch (cause) {
    throw new CredentialError(credential, { cause });
  }
}

/** The signals of what was lost, counted; none where the ledger has heard of it after all. */
async function tellLost(difference: Confirmed, polled: Polled): Promise<readonly Signal[]> {
  const { standing, open } = difference;
  const hearers = open === undefined ? hearersOf(standing, polled) : [];
  const last = await Promise.all(hearers.map((hearer) => lastChangeOf(table, hearer)));
  const quiet = last.filter((change) => change === undefined || change.state === 'up');
  if (open === undefined && quiet.length === 0) return [];
  const signals = reconciling(difference, polled, Math.max(...quiet.map((change) => change?.at ?? 0)));
  if (signals.length === 0) return [];
  const { monitor: stream, state } = standing;
  if (open?.state === state) return signals;
  count(state === 'up' ? 'StreamsClosed' : 'StreamsOpened', 1);
  logger.info('A webhook was lost', { source: polled.source.id, stream, state });
  return signals;
}

// First what it says is safe, then it is told, and last it is remembered as said: a crash in between says it again.
async function keep(signals: readonly Signal[], { source, now }: Polled): Promise<void> {
  for (const delivery of reconciledDeliveries(signals, now)) {
    const pointer = await putDelivery(table, { ...delivery, source: source.id, receivedAt: now });
    await tell(bus, [{ type: 'DeliveryReceived', detail: pointer }]);
  }
}
