import { formatInstant } from '../../shared/domain/instant.ts';
import { fingerprint } from '../../shared/sources/reading/fingerprint.ts';
import { jsonBody, onlyOne, type Sender, type Subject, type Word } from './sender.ts';

/** Alertmanager's webhook of version 4. */
export const alertmanager: Sender = {
  type: 'alertmanager',
  write: (word, subject) =>
    jsonBody({ ...message(word, subject), version: '4', truncatedAlerts: 0 }, { 'user-agent': 'Alertmanager/0.28.0' }),
};

/** Grafana Alerting sends the same with keys of its own. */
export const grafana: Sender = {
  type: 'grafana',
  write: (word, subject) => {
    const { alerts, ...group } = message(word, subject);
    const isOver = word.says === 'close';
    return jsonBody(
      {
        ...group,
        alerts: alerts.map((alert) => ({ ...alert, values: { A: isOver ? 1 : 0 }, ruleUID: subject.id('alert', 12) })),
        version: '1',
        orgId: 1,
        title: `[${isOver ? 'RESOLVED' : 'FIRING:1'}] EndpointDown`,
        state: isOver ? 'ok' : 'alerting',
      },
      { 'user-agent': 'Grafana' },
    );
  },
};

function message({ alert: number, says, startedAt, at }: Word, { labels: given }: Subject) {
  const status = says === 'close' ? 'resolved' : 'firing';
  const instance = `https://host-${number}.example.com`;
  // Alerts of one instance are told apart by a label of their own.
  const { instance: picked, replica } = given;
  if (picked !== undefined && replica !== undefined) onlyOne(number, { instance: picked, replica });
  const own = number > 0 && picked !== undefined && { replica: String(number) };
  const labels = { alertname: 'EndpointDown', instance, ...given, ...own };
  const alert = {
    status,
    labels,
    annotations: { summary: `${labels.instance} does not answer` },
    startsAt: formatInstant(startedAt),
    endsAt: says === 'close' ? formatInstant(at) : '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example.com:9090/graph',
    fingerprint: fingerprint(labels),
  };
  return {
    receiver: 'attain',
    status,
    alerts: [alert],
    groupLabels: { alertname: labels.alertname },
    commonLabels: labels,
    commonAnnotations: alert.annotations,
    externalURL: 'http://alertmanager.example.com:9093',
    groupKey: `{}:{alertname="${labels.alertname}"}`,
  };
}
