import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { overviewData } from '../../shared/store/overview-data.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { closeReport } from '../../shared/store/reports.ts';
import { serviceData } from '../../shared/store/service-data.ts';
import { agreement, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const NOW = parseInstant('2026-10-20T12:00:00Z');

const shop = version({
  sources: [source({ id: 'probes' })],
  services: [service()],
  agreements: [
    agreement({ id: 'old', to: Date.UTC(2026, 8, 1) }),
    agreement({ id: 'acme', from: Date.UTC(2026, 8, 15) }),
    agreement({ id: 'globex', customer: 'Globex' }),
    agreement({ id: 'yearly', customer: 'Initech', period: 'year' }),
    agreement({ id: 'rolling', customer: 'Umbrella', period: 'rolling 30d' }),
  ],
});

describe('the data of a service page', () => {
  it('are of the first agreement that holds now, as nothing else is asked for', async () => {
    expect((await page()).agreement.id).toBe('acme');
  });

  it('lead to the periods in which the agreement holds, and not ahead of now', async () => {
    expect(await page({ agreement: 'acme' })).toMatchObject({ previous: '2026-09', next: undefined });
    expect(await page({ agreement: 'acme', period: '2026-09' })).toMatchObject({
      previous: undefined,
      next: '2026-10',
    });
    expect(await page({ agreement: 'old', period: '2026-08' })).toMatchObject({ previous: '2026-07', next: undefined });
  });

  it('lead to the other agreements that hold, in the same period where theirs have such', async () => {
    const { others } = await page({ agreement: 'acme', period: '2026-09' });
    expect(others).toEqual([
      { id: 'globex', customer: 'Globex', period: '2026-09' },
      { id: 'yearly', customer: 'Initech', period: '2026' },
      { id: 'rolling', customer: 'Umbrella', period: '2026-10-20/30d' },
    ]);
  });

  it('lead from a rolling window to those that ended with a month, and back to the one that ends today', async () => {
    const around = async (period?: string) => await page({ agreement: 'rolling', ...(period && { period }) });
    expect(await around()).toMatchObject({ previous: '2026-09-30/30d', next: undefined });
    expect(await around('2026-09-30/30d')).toMatchObject({ previous: '2026-08-31/30d', next: '2026-10-20/30d' });
    expect(await around('2026-08-31/30d')).toMatchObject({ next: '2026-09-30/30d' });
  });

  it('have what the closed report says of the service', async () => {
    expect((await page({ agreement: 'acme' })).closed).toBeUndefined();
    await closeReport(db.table, { ...ONE_MISSED, agreement: { ...ONE_MISSED.agreement, id: 'acme' } });
    const { closed } = await page({ agreement: 'acme' });
    expect(closed).toMatchObject({ at: ONE_MISSED.closedAt, attainment: { service: 'checkout', verdict: 'missed' } });
  });

  it('have what the report said that had been closed by the moment that is looked at', async () => {
    const first = {
      ...ONE_MISSED,
      agreement: { ...ONE_MISSED.agreement, id: 'globex' },
      closedAt: '2026-11-04T03:06:00Z',
    };
    const second = { ...first, id: 'R-2026-10-globex-v2', version: 2, closedAt: '2026-11-05T04:00:00Z' };
    for (const report of [first, second]) await closeReport(db.table, report);
    const closedBy = async (moment: string) => {
      const asked = { versions: [shop], now: parseInstant(moment) };
      const selection = { service: 'checkout', agreement: 'globex', period: '2026-10' };
      return (await serviceData({ ...db.table, asOf: asked.now }, asked, selection)).closed?.at;
    };
    expect(await closedBy('2026-11-04T03:05:59.999Z')).toBeUndefined();
    expect(await closedBy('2026-11-04T03:06:00Z')).toBe(first.closedAt);
    expect(await closedBy('2026-11-05T03:59:59Z')).toBe(first.closedAt);
    expect(await closedBy('2026-11-05T04:00:00Z')).toBe(second.closedAt);
  });

  it.each([
    [{ agreement: 'nobody' }, 'No agreement named "nobody"; known: old, acme, globex, yearly, rolling'],
    [{ service: 'chekout' }, 'No agreement covers a service named "chekout"; known: checkout'],
    [
      { agreement: 'acme', service: 'chekout' },
      'Agreement "acme" does not cover a service named "chekout"; known: checkout',
    ],
  ])('are refused for %j', async (selection, message) => {
    await expect(page(selection)).rejects.toThrow(message);
  });

  function page(selection: { agreement?: string; period?: string; service?: string } = {}) {
    return serviceData(db.table, { versions: [shop], now: NOW }, { service: 'checkout', ...selection });
  }
});

describe('the data of the overview', () => {
  it('leave out agreements that hold no more', async () => {
    const { agreements } = await overview();
    expect(agreements.map(({ id }) => id)).toEqual(['acme', 'globex', 'yearly', 'rolling']);
  });

  it('keep an agreement that has ended as long as its last report is news', async () => {
    const { agreement, period } = ONE_MISSED;
    const closed = { ...ONE_MISSED, agreement: { ...agreement, id: 'old' }, period: { ...period, name: '2026-08' } };
    await closeReport(db.table, closed);
    const [old] = (await overview()).agreements;
    expect(old).toMatchObject({ id: 'old', services: [], closed: { period: { name: '2026-08' } } });
  });

  it('say that no monitor has spoken, until one has', async () => {
    expect((await overview()).silent).toBe(true);
    const signal = stateJson('2026-10-14T07:12:00Z', 'down');
    const pointer = await putDelivery(db.table, webhook('probes', [signal], '2026-10-14T07:12:01Z'));
    await recordDeliveries(db.table, [pointer], recording([shop]));
    expect((await overview()).silent).toBe(false);
  });

  function overview(versions: readonly CatalogueVersion[] = [shop]) {
    return overviewData(db.table, { versions, now: NOW });
  }
});
