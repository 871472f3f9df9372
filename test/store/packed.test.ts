import { describe, expect, it } from 'vitest';
import { attainmentsOf, putAttainment, takeAttainmentTicket } from '../../shared/store/attainments.ts';
import { newestCatalogue, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { pack, unpack } from '../../shared/store/packed.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { closeReport, getReport } from '../../shared/store/reports.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import { buildAttainment, outage } from '../support/attainment-builder.ts';
import { catalogue, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, webhook } from '../support/deliveries.ts';
import { ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const ITEM_BYTES = 400 * 1024;

function sizeOf(document: unknown): number {
  return Buffer.byteLength(JSON.stringify(document));
}

describe('a packed document', () => {
  it('is the document again when it is unpacked', () => {
    expect(unpack(pack({ name: 'Käsebrot €', list: [1, null] }))).toEqual({ name: 'Käsebrot €', list: [1, null] });
  });
});

describe('what is larger than an item is stored all the same', () => {
  it('a day with 150 incidents of many words', async () => {
    const incidents = Array.from({ length: 150 }, (_, index) => ({
      kind: 'incident',
      incident: `INC-${index}`,
      phase: 'opened',
      priority: 'P1',
      at: '2026-10-14T07:12:00Z',
      services: ['checkout'],
      title: '€'.repeat(500),
      url: `https://incidents.example.com/${'x'.repeat(1_990)}`,
    }));
    const shop = version({ sources: [source({ id: 'probes' })] });
    const pointer = await putDelivery(db.table, webhook('probes', incidents, '2026-10-14T07:13:00Z'));
    expect(await recordDeliveries(db.table, [pointer], recording([shop]))).toMatchObject([{ state: 'recorded' }]);
    const [rollup] = await readRollups(db.table, [{ subject: 'checkout', span: '2026-10-14' }]);
    expect(rollup?.incidents).toHaveLength(150);
    expect(sizeOf(rollup)).toBeGreaterThan(ITEM_BYTES);
  });

  it('a month with 4,000 outages', async () => {
    const outages = Array.from({ length: 4_000 }, (_, minute) =>
      outage(new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString(), 1, 'checkout-probe'),
    );
    const attainment = buildAttainment({ service: 'checkout', outages });
    expect(sizeOf(attainment)).toBeGreaterThan(ITEM_BYTES);
    const of = { agreement: 'acme-2026', service: 'checkout', period: '2026-10' };
    const ticket = await takeAttainmentTicket(db.table, of);
    await putAttainment(db.table, { attainment, catalogue: 'c0ffee', engine: 'e' }, ticket);
    expect(await attainmentsOf(db.table, 'acme-2026')).toEqual([{ attainment, catalogue: 'c0ffee', engine: 'e' }]);
  });

  it('the report of an agreement with 300 services', async () => {
    const [first] = ONE_MISSED.services;
    if (first === undefined) throw new Error('expected a service');
    const report = { ...ONE_MISSED, services: Array.from({ length: 300 }, (_, id) => ({ ...first, id: `s${id}` })) };
    expect(sizeOf(report)).toBeGreaterThan(ITEM_BYTES);
    await closeReport(db.table, report);
    const of = { agreement: report.agreement.id, period: report.period.name };
    expect(await getReport(db.table, of)).toEqual(report);
  });

  it('a catalogue of 4,000 services', async () => {
    const large = catalogue({ services: Array.from({ length: 4_000 }, (_, id) => service({ id: `service-${id}` })) });
    expect(sizeOf(large)).toBeGreaterThan(ITEM_BYTES);
    await publishCatalogue(db.table, large, 0);
    expect((await newestCatalogue(db.table))?.catalogue).toEqual(large);
  });
});
