import type { JsonObject } from './json-object.ts';

/** `Alerts Firing:` of Alertmanager's messages, `**Resolved**` of Grafana's. */
const HEADING = /^\**(?:alerts )?(firing|resolved):?\**$/i;
const LABEL = /^- (.+?) =(?: (.*))?$/;
const SOURCE = /^source: (\S+)$/i;

interface Spoken {
  readonly status: string;
  readonly labels: Record<string, string>;
  generatorURL?: string;
}

/**
 * The alerts of a message for people, as the default templates of Alertmanager (topics of SNS, descriptions of tickets) and of
 * Grafana (`default.message`) write them: with all labels, so with one identity at opening and closing, and without any time. An
 * alert whose labels do not end is left out, as the message was cut or a label has several lines: it would be another alert.
 *
 * @example alertsInWords('Alerts Firing:\nLabels:\n - alertname = Down\nAnnotations:\n')
 *   //=> [{ status: 'firing', labels: { alertname: 'Down' } }]
 */
export function alertsInWords(text: string): readonly JsonObject[] {
  const alerts: Spoken[] = [];
  let status: string | undefined;
  let open: Spoken | undefined;
  for (const line of text.split('\n').map((it) => it.trim())) {
    const [, heading] = HEADING.exec(line) ?? [];
    const [, name, value = ''] = LABEL.exec(line) ?? [];
    const last = alerts.at(-1);
    const [, url] = SOURCE.exec(line) ?? [];
    if (heading !== undefined) status = heading.toLowerCase();
    if (last !== undefined && url !== undefined) last.generatorURL ??= url;
    if (line === 'Labels:' && status !== undefined) open = { status, labels: {} };
    else if (open !== undefined && name !== undefined) open.labels[name] = value;
    else {
      if (open !== undefined && line === 'Annotations:') alerts.push(open);
      open = undefined;
    }
  }
  return alerts.map((alert) => ({ ...alert }));
}
