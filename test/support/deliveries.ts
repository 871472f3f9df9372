import { parseInstant } from '../../shared/domain/instant.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { parseDelivery } from '../../shared/sources/parse-delivery.ts';
import type { Delivery } from '../../shared/store/deliveries.ts';
import type { RecordingContext } from '../../shared/store/record-deliveries.ts';

/** Webhooks as their senders write them: raw bytes, nothing of ours. */

export function webhook(source: string, json: unknown, receivedAt: string): Delivery {
  return {
    source,
    body: Buffer.from(JSON.stringify(json)),
    headers: { 'content-type': 'application/json' },
    receivedAt: parseInstant(receivedAt),
  };
}

/** A state as the `generic` source takes it. */
export function stateJson(at: string, state: string, more: Readonly<Record<string, unknown>> = {}): object {
  return { kind: 'state', monitor: 'probe', state, at, ...more };
}

/** An alert of Alertmanager's webhook; resolved if it has an end. */
export function alertJson(
  startsAt: string,
  endsAt?: string,
  { fingerprint = 'c1f9d3a2b4e5f607', alertname = 'CheckoutDown' }: { fingerprint?: string; alertname?: string } = {},
): object {
  return {
    status: endsAt === undefined ? 'firing' : 'resolved',
    labels: { alertname, service: 'checkout', severity: 'critical' },
    annotations: { summary: 'Checkout does not answer' },
    startsAt,
    endsAt: endsAt ?? '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example.com/graph?g0.expr=up',
    fingerprint,
  };
}

/** A message of Alertmanager's webhook, version 4. */
export function alertmanagerJson(...alerts: readonly object[]): object {
  return {
    version: '4',
    groupKey: '{}:{alertname="CheckoutDown"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'attain',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.com',
    alerts,
  };
}

export function recording(versions: readonly CatalogueVersion[], now = '2026-11-01T00:00:00Z'): RecordingContext {
  return { versions, parse: parseDelivery, now: parseInstant(now) };
}
