import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import { catalogueVersions } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import type { Table } from '../../shared/store/table.ts';
import { alertmanagerBody, SOURCE, serviceName } from './bench-catalogue.ts';

/** What the costs are measured with: a believable month, and a webhook of each kind. */

export const SERVICES = 6;
export const HISTORY_DAYS = 30;
export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** In the middle of a day and of a month, so that the figures do not depend on when they are taken. */
export const NOON = Date.UTC(2035, 9, 15, 12);

/** A webhook of each kind, by number. */
export const kinds: Readonly<Record<string, (number: number) => string>> = {
  'new outage': (number) => newAlert(`alert${number}`, number),
  // Hours later Alertmanager sends the same bytes again.
  repeat: (number) => newAlert(`alert${number}`, number),
  resolve: (number) =>
    alertmanagerBody({ ...about(`alert${number}`, number), endsAt: about('', number).startsAt + 3 * MINUTE_MS }),
  heartbeat: (number) => watchdog(number),
  unmapped: (number) => alertmanagerBody({ ...about(`stray${number}`, number), service: 'unknown' }),
};

export function newAlert(fingerprint: string, number: number): string {
  return alertmanagerBody(about(fingerprint, number));
}

function about(fingerprint: string, number: number) {
  return { service: serviceName(number % SERVICES), fingerprint, startsAt: NOON - 30 * MINUTE_MS - number * 1000 };
}

function watchdog(number: number): string {
  return alertmanagerBody({ service: 'none', fingerprint: `${number}`, startsAt: 0, alertname: 'Watchdog' });
}

/** For each service an outage on each of the days before, and the beats of the feed since the day before. */
export async function fillHistory(table: Table): Promise<void> {
  const deliveries = [...outages(), ...beats()].map(({ body, receivedAt }) => ({
    source: SOURCE,
    body: Buffer.from(body),
    headers: {},
    receivedAt,
  }));
  const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
  const context = { versions: await catalogueVersions(table), parse: parseDelivery, now: NOON };
  for (const outcome of await recordDeliveries(table, pointers, context)) {
    if (outcome.state === 'failed') throw outcome.error;
  }
}

interface Received {
  readonly body: string;
  readonly receivedAt: number;
}

function outages(): Received[] {
  return Array.from({ length: HISTORY_DAYS * SERVICES }, (_, index) => {
    const number = index % SERVICES;
    const day = 1 + Math.floor(index / SERVICES);
    const startsAt = NOON - day * DAY_MS + number * MINUTE_MS;
    const alert = { service: serviceName(number), fingerprint: `history${number}`, startsAt };
    return { body: alertmanagerBody({ ...alert, endsAt: startsAt + MINUTE_MS }), receivedAt: startsAt + 2 * MINUTE_MS };
  });
}

function beats(): Received[] {
  const count = DAY_MS / (5 * MINUTE_MS);
  return Array.from({ length: count }, (_, index) => ({
    body: watchdog(0),
    receivedAt: NOON - (index + 1) * 5 * MINUTE_MS,
  }));
}
