import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import { sourceFindings } from '../../shared/reports/source-words.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { sourceData } from '../../shared/store/source-data.ts';
import { noteSeen } from '../../shared/store/source-seen.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { alertJson, alertmanagerJson, recording, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const alerts = { ...monitor({ id: 'alerts', source: 'am' }), match: {}, alertRules: { staleAfterMs: 8 * 3_600_000 } };
const shop = catalogue({
  sources: [source({ id: 'am', type: 'alertmanager' })],
  services: [service({ monitors: [alerts] })],
});

/** What the page of sources finds at 16:30: an alert fired at 7:00 and once more at 8:00, another at 9:00. */
async function findingsWith(second: { fingerprint: string; alertname: string }): Promise<string[]> {
  const table = await db.anotherTable();
  await publishCatalogue(table, shop, 0);
  const first = alertJson('2026-10-14T07:00:00Z', undefined, { fingerprint: 'aaaaaaaaaaaaaaaa', alertname: 'Down' });
  const told = [
    webhook('am', alertmanagerJson(first), '2026-10-14T07:00:10Z'),
    webhook('am', alertmanagerJson(first), '2026-10-14T08:00:10Z'),
    webhook('am', alertmanagerJson(alertJson('2026-10-14T09:00:00Z', undefined, second)), '2026-10-14T09:00:10Z'),
  ];
  const versions = await catalogueVersions(table);
  const pointers = await Promise.all(told.map((delivery) => putDelivery(table, delivery)));
  await recordDeliveries(table, pointers, recording(versions));
  await noteSeen(table, 'am', { receivedAt: parseInstant('2026-10-14T09:00:10Z') });
  const { sources } = await sourceData(table, { versions, now: parseInstant('2026-10-14T16:30:00Z') });
  return sources.flatMap(sourceFindings);
}

describe('an alert that is left open as another opens', () => {
  it('of the same name is proposed as an alias', async () => {
    expect(await findingsWith({ fingerprint: 'bbbbbbbbbbbbbbbb', alertname: 'Down' })).toEqual([
      'One alert is left open of which nobody says more: unknown.',
      'alerts: bbbbbbbbbbbbbbbb opened as aaaaaaaaaaaaaaaa fell silent; if it is the same, add the alias.',
    ]);
  });

  it('of another name is another alert', async () => {
    expect(await findingsWith({ fingerprint: 'bbbbbbbbbbbbbbbb', alertname: 'Slow' })).toEqual([
      'One alert is left open of which nobody says more: unknown.',
    ]);
  });
});

describe('an alert that was left open weeks ago', () => {
  async function findingsLater(staleAfterMs?: number): Promise<string[]> {
    const table = await db.anotherTable();
    const rules = staleAfterMs === undefined ? {} : { alertRules: { staleAfterMs } };
    const monitors = [{ ...monitor({ id: 'alerts', source: 'am' }), match: {}, ...rules }];
    await publishCatalogue(table, { ...shop, services: [service({ monitors })] }, 0);
    const versions = await catalogueVersions(table);
    const fired = alertJson('2026-10-14T07:00:00Z', undefined, { fingerprint: 'aaaaaaaaaaaaaaaa', alertname: 'Down' });
    const pointer = await putDelivery(table, webhook('am', alertmanagerJson(fired), '2026-10-14T07:00:10Z'));
    await recordDeliveries(table, [pointer], recording(versions));
    const { sources } = await sourceData(table, { versions, now: parseInstant('2026-11-03T07:00:00Z') });
    return sources.flatMap(sourceFindings);
  }

  it('is still told of: as no longer repeated', async () => {
    expect(await findingsLater(8 * 3_600_000)).toEqual(['One alert is left open of which nobody says more: unknown.']);
  });

  it('is still told of: as open, where nobody knows that it should be repeated', async () => {
    expect(await findingsLater()).toEqual([
      'One alert is open for 20 d 0 h (alerts: aaaaaaaaaaaaaaaa). If it is over, its end was lost.',
    ]);
  });
});

describe('a source that promised a heartbeat', () => {
  // The last beat was at 23:50, and one every hour is enough; an alert came at 0:30 nevertheless.
  it.each([
    ['2026-10-15T00:49:59Z', 'heard'],
    ['2026-10-15T00:50:00Z', 'silent'],
  ])('is at %s %s', async (now, state) => {
    const table = await db.anotherTable();
    const feed = source({ id: 'probes', heartbeat: { everyMs: 600_000, allowedGapMs: 3_600_000 } });
    const monitored = monitor({ id: 'probe', source: 'probes' });
    const beating = catalogue({ sources: [feed], services: [service({ monitors: [monitored] })] });
    await publishCatalogue(table, beating, 0);
    const versions = await catalogueVersions(table);
    const beat = { kind: 'heartbeat', feed: 'probes', at: '2026-10-14T23:50:00Z', every: 'PT10M' };
    const pointer = await putDelivery(table, webhook('probes', beat, '2026-10-14T23:50:01Z'));
    await recordDeliveries(table, [pointer], recording(versions));
    await noteSeen(table, 'probes', { receivedAt: parseInstant('2026-10-15T00:30:00Z') });
    const { sources } = await sourceData(table, { versions, now: parseInstant(now) });
    expect(sources.map((it) => it.state)).toEqual([state]);
  });
});
