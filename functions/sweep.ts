import { connectBus, tell } from '../shared/aws/bus.ts';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { connectFiles } from '../shared/aws/files.ts';
import { batchHandler } from '../shared/aws/handler.ts';
import { count, logger } from '../shared/aws/powertools.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { firstCursor, minutesToSweep, type SweepCursor } from '../shared/domain/sweep.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { CatalogueCache } from '../shared/store/catalogue-cache.ts';
import { bucketsOfService, refreshStale, repairMinute } from '../shared/store/repair.ts';
import { readSweepCursor, writeSweepCursor } from '../shared/store/sweep-cursor.ts';

const table = connectTable(connectFiles());
const bus = connectBus(environment('ATTAIN_BUS'));
const catalogues = new CatalogueCache(table);

/**
 * Mends what a crash, a dropped message or a new engine left: the same code as `record`, called directly and not
 * through the bus. Its repairs are a metric with an alarm: above zero means a bug or an outage.
 */
export const handler = batchHandler(async (messages) => {
  const versions = await catalogues.read();
  const cursor = (await readSweepCursor(table)) ?? firstCursor(Date.now());
  // Without a catalogue nothing can be read yet; the cursor remembers from when on there is something to look at.
  if (versions.length === 0) await writeSweepCursor(table, cursor);
  else await sweep(cursor, { versions, tries: Math.max(...messages.map(({ receives }) => receives)) });
  return [];
});

interface Sweeping {
  readonly versions: readonly CatalogueVersion[];
  /** How often this sweep began, this time included: those before were cut off. */
  readonly tries: number;
}

/** A quiet minute is four empty reads: looking at several at once is most of what makes a sweep quick. */
const MINUTES_AT_ONCE = 8;
/** After so many tries a delivery of the next minute has been found out. */
const TRIES_AT_NEXT = 5;

async function sweep(cursor: SweepCursor, { versions, tries }: Sweeping): Promise<void> {
  const minutes = minutesToSweep(cursor.sweptUntil, Date.now());
  let repaired = 0;
  // Minute by minute the cursor tells in which one a sweep is cut off: the next time that is the first one it has not swept.
  // If it is none of those, it is one of those that are swept once more.
  const atOnce = tries > 1 ? 1 : MINUTES_AT_ONCE;
  const next = minutes.find((it) => it.sweptUntil > cursor.sweptUntil)?.minute;
  const isSuspected = (minute: string): boolean => (tries > 1 && minute === next) || tries > TRIES_AT_NEXT;
  for (let start = 0; start < minutes.length; start += atOnce) {
    const some = minutes.slice(start, start + atOnce);
    const context = { versions, parse: parseDelivery, now: Date.now() };
    const repairs = await Promise.all(
      some.map(({ minute }) => repairMinute(table, minute, { ...context, isSuspected: isSuspected(minute) })),
    );
    repaired += repairs.reduce((sum, { deliveries, rollups }) => sum + deliveries + rollups, 0);
    await tellChanged([...new Set(repairs.flatMap(({ services }) => services))]);
    const sweptUntil = some.at(-1)?.sweptUntil ?? cursor.sweptUntil;
    if (sweptUntil > cursor.sweptUntil) await writeSweepCursor(table, { ...cursor, sweptUntil });
  }
  count('SweepRepairs', repaired);
  if (cursor.engine !== ENGINE) await foldAgain(versions);
}

// Figures are right meanwhile: a rollup of another engine is folded afresh whenever it is read.
async function foldAgain(versions: readonly CatalogueVersion[]): Promise<void> {
  logger.info('The engine changed: folding the days of every service again', { engine: ENGINE });
  const services = new Set(versions.flatMap(({ catalogue }) => catalogue.services.map(({ id }) => id)));
  for (const service of services) {
    const stale = await refreshStale(table, await bucketsOfService(table, service), Date.now());
    if (stale.length > 0) await tellChanged([service]);
  }
  const cursor = await readSweepCursor(table);
  if (cursor !== undefined) await writeSweepCursor(table, { ...cursor, engine: ENGINE });
}

async function tellChanged(services: readonly string[]): Promise<void> {
  await tell(
    bus,
    services.map((service) => ({ type: 'ServiceStateChanged', detail: { service } })),
  );
}
