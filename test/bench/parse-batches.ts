import { alertmanager } from '../../shared/sources/alertmanager.ts';
import { alertmanagerBatch, serviceName } from './bench-catalogue.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Row, type Section } from './section.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 6, 12);
const SIZES = [1, 10, 100, 500];

/** How reading grows with the number of alerts in one message. */
export const parseBatches: Section = {
  title: 'Reading messages of Alertmanager with many alerts',
  about:
    'Medians of repeated runs in a warm process; the last column compares the time for an alert with that in a message of 10.',
  columns: ['alerts', 'KB', 'ms', 'fastest ms', 'µs an alert', 'an alert, against 10'],
  rows: (options) => {
    const batches = SIZES.map((alerts) => timed(alerts, options));
    const ten = batches.find(({ alerts }) => alerts === 10);
    return batches.map((batch) => row(batch, ten ?? batch));
  },
};

interface Batch {
  readonly alerts: number;
  readonly bytes: number;
  readonly medianMs: number;
  readonly fastestMs: number;
}

function timed(alerts: number, options: BenchOptions): Batch {
  const body = Buffer.from(alertmanagerBatch(Array.from({ length: alerts }, (_, index) => alert(index))));
  const delivery = { source: 'am', type: 'alertmanager', body, headers: {}, receivedAt: RECEIVED_AT };
  return { alerts, bytes: body.length, ...measure(() => alertmanager.parse(delivery, { feed: 'am' }), options) };
}

function alert(index: number) {
  const fingerprint = index.toString(16).padStart(16, '0');
  return { service: serviceName(index), fingerprint, startsAt: RECEIVED_AT - 60_000 - index };
}

function row({ alerts, bytes, medianMs, fastestMs }: Batch, ten: Batch): Row {
  const each = medianMs / alerts;
  return [
    number(alerts),
    number(bytes / 1000),
    number(medianMs, 3),
    number(fastestMs, 3),
    number(each * 1000, 1),
    `${number(each / (ten.medianMs / ten.alerts), 2)} ×`,
  ];
}
