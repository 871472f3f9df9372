/** The catalogue that the runtime is measured with: many services with an alert each, under one agreement. */

export const SOURCE = 'alertmanager';
export const SECRET = 'attain/bench-alertmanager';
export const AGREEMENT = 'acme';

export function serviceName(number: number): string {
  return `service-${String(number).padStart(3, '0')}`;
}

export function benchCatalogue(services: number, { heartbeat = false } = {}): string {
  const names = Array.from({ length: services }, (_, number) => serviceName(number));
  return `
organization:
  name: Bench
  owner: { name: Mara Lindqvist, email: mara.lindqvist@example.com }
effectiveFrom: 2020-01-01T00:00:00Z
sources:
  - id: ${SOURCE}
    type: alertmanager
    auth: { type: bearer, secret: ${SECRET} }
${heartbeat ? '    heartbeat: { every: PT5M, allowedGap: PT15M }' : ''}
services:
${names.map(serviceEntry).join('')}
agreements:
  - id: ${AGREEMENT}
    kind: sla
    customer: Acme
    from: 2020-01-01
    timeZone: Europe/Berlin
    hours: 24x7
    targets: [{ kind: availability, target: 99.9 }]
    services: [${names.join(', ')}]
    recipients: [sla@acme.example.com]
`;
}

function serviceEntry(name: string): string {
  return `  - id: ${name}
    name: ${name}
    monitors: [{ id: ${name}-alerts, source: ${SOURCE}, match: { service: ${name} } }]
`;
}

interface Alert {
  readonly service: string;
  readonly fingerprint: string;
  /** Epoch ms. */
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly alertname?: string;
}

/** One alert in a message of Alertmanager's webhook, as short as a typical one: about 900 bytes. */
export function alertmanagerBody(alert: Alert): string {
  return alertmanagerBatch([alert]);
}

/** Several alerts in one message; what they have in common is that of the first. */
export function alertmanagerBatch(batch: readonly Alert[]): string {
  const alerts = batch.map(alertEntry);
  const [first] = alerts;
  return JSON.stringify({
    version: '4',
    groupKey: '{}:{alertname="HighErrorRate"}',
    truncatedAlerts: 0,
    status: first?.status,
    receiver: 'attain',
    groupLabels: { alertname: 'HighErrorRate' },
    commonLabels: first?.labels,
    commonAnnotations: first?.annotations,
    externalURL: 'http://alertmanager.example.com',
    alerts,
  });
}

function alertEntry({ service, fingerprint, startsAt, endsAt, alertname = 'HighErrorRate' }: Alert) {
  return {
    status: endsAt === undefined ? 'firing' : 'resolved',
    labels: { alertname, service, severity: 'critical', instance: '10.0.12.7:9090', job: 'api' },
    annotations: {
      summary: `High rate of errors in ${service}`,
      description: 'More than 5 % of the requests of the last five minutes have failed.',
      runbook_url: 'https://runbooks.example.com/high-error-rate',
    },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: endsAt === undefined ? '0001-01-01T00:00:00Z' : new Date(endsAt).toISOString(),
    generatorURL: 'http://prometheus.example.com/graph?g0.expr=rate',
    fingerprint,
  };
}
