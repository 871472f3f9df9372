import { afterEach, describe, expect, it, vi } from 'vitest';
import { digest } from '../../shared/domain/digest.ts';
import { CatalogueCache } from '../../shared/store/catalogue-cache.ts';
import { catalogueVersions, newestCatalogue, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { agreement, catalogue } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { contentsOf } from '../support/dynalite.ts';
import { watch } from '../support/watch.ts';

const db = useDatabase();
afterEach(() => vi.useRealTimers());

const MONDAY = Date.UTC(2026, 9, 12);
const TUESDAY = MONDAY + 86_400_000;
const first = catalogue();
const second = catalogue({ agreements: [agreement({ timeZone: 'Europe/Berlin' })] });

describe('publishing a catalogue', () => {
  it('makes a version with its hash and moment', async () => {
    expect(await publishCatalogue(db.table, first, MONDAY)).toEqual({
      version: { hash: digest(first), publishedAt: MONDAY, catalogue: first },
      published: true,
    });
    expect(await newestCatalogue(db.table)).toEqual({ hash: digest(first), publishedAt: MONDAY, catalogue: first });
  });

  it('that is the newest already changes nothing', async () => {
    await publishCatalogue(db.table, first, MONDAY);
    const before = await contentsOf(db.table);
    const { version, published } = await publishCatalogue(db.table, first, TUESDAY);
    expect({ published, publishedAt: version.publishedAt }).toEqual({ published: false, publishedAt: MONDAY });
    expect(await contentsOf(db.table)).toEqual(before);
  });

  it('with another wording leaves the older version as it was', async () => {
    await publishCatalogue(db.table, first, MONDAY);
    const [before] = await contentsOf(db.table);
    await publishCatalogue(db.table, second, TUESDAY);
    expect(await contentsOf(db.table)).toContainEqual(before);
    expect(await newestCatalogue(db.table)).toMatchObject({ hash: digest(second) });
  });

  it('in the wording of an older version makes a new one: the way back is history too', async () => {
    await publishCatalogue(db.table, first, MONDAY);
    await publishCatalogue(db.table, second, TUESDAY);
    const { published } = await publishCatalogue(db.table, first, TUESDAY + 1);
    expect(published).toBe(true);
    expect((await catalogueVersions(db.table)).map(({ hash, publishedAt }) => [hash, publishedAt])).toEqual([
      [digest(first), MONDAY],
      [digest(second), TUESDAY],
      [digest(first), TUESDAY + 1],
    ]);
  });

  it('comes after the newest version, whatever the clock of the publisher says', async () => {
    await publishCatalogue(db.table, first, TUESDAY);
    const { version } = await publishCatalogue(db.table, second, MONDAY);
    expect(version.publishedAt).toBe(TUESDAY + 1);
    expect(await newestCatalogue(db.table)).toMatchObject({ hash: digest(second) });
  });

  it('that two publish at once comes out once', async () => {
    await Promise.all([publishCatalogue(db.table, first, MONDAY), publishCatalogue(db.table, first, MONDAY)]);
    expect(await contentsOf(db.table)).toHaveLength(1);
  });
});

describe('the cached versions', () => {
  it('are read once within five seconds, and then only those published since', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: TUESDAY });
    await publishCatalogue(db.table, first, MONDAY);
    const cache = new CatalogueCache(db.table);
    const calls = watch(db.table);
    await cache.read();
    vi.setSystemTime(TUESDAY + 4_999);
    expect(await cache.read()).toHaveLength(1);
    expect(calls).toHaveLength(1);
    await publishCatalogue(db.table, second, TUESDAY);
    vi.setSystemTime(TUESDAY + 5_000);
    calls.length = 0;
    expect((await cache.read()).map(({ hash }) => hash)).toEqual([digest(first), digest(second)]);
    expect(calls[0]?.input).toMatchObject({
      ExpressionAttributeValues: { ':bound': `2026-10-12T00:00:00.000Z#${digest(first)}` },
    });
  });

  it('are looked for again at once while there are none', async () => {
    const cache = new CatalogueCache(db.table);
    expect(await cache.read()).toEqual([]);
    await publishCatalogue(db.table, first, MONDAY);
    expect(await cache.read()).toHaveLength(1);
  });
});
