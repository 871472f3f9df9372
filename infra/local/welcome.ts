import { relative } from 'node:path';
import { styleText } from 'node:util';
import { formatInstant } from '../../shared/domain/instant.ts';
import { bearerSource, type CatalogueHints } from './catalogue-hints.ts';
import type { LocalAttain } from './local.ts';

export interface Welcome {
  readonly local: LocalAttain;
  readonly hints: CatalogueHints;
  /** Where data lives, if it is kept. */
  readonly folder?: string;
  readonly startedMs: number;
}

/** Where everything is, and a webhook to copy and paste. */
export function welcome({ local, hints, folder, startedMs }: Welcome): string {
  const { url } = local;
  const rows = [
    ['Overview', `${url}/`],
    ['Mail', `${url}/mail`],
    ['Clock', `${url}/_local/clock  ${formatInstant(local.now())}`],
    [
      'Data',
      folder === undefined ? 'nothing is kept' : `${relative(process.cwd(), folder) || folder}  secrets.json, logs/`,
    ],
  ];
  const table = rows.map(([name = '', value]) => `  ${name.padEnd(10)}${value}`).join('\n');
  const title = styleText('bold', `Attain is ready after ${(startedMs / 1000).toFixed(1)} s`);
  return `\n${title}\n\n${table}\n${alertHint(local, hints)}\nCtrl-C stops it.`;
}

function alertHint({ url, secrets, now }: LocalAttain, hints: CatalogueHints): string {
  const source = bearerSource(hints, 'alertmanager');
  if (source?.auth.secret === undefined) return '';
  const labels = hints.monitors.find((monitor) => monitor.source === source.id)?.match ?? {};
  const alert = { ...alertOf(labels, now()), receiver: 'attain', version: '4' };
  return [
    '\nSend it an alert, as Alertmanager does:\n',
    `  curl ${url}/webhooks/${source.id} \\`,
    `    -H 'Authorization: Bearer ${secrets.valueOf(source.auth.secret)}' \\`,
    `    -H 'Content-Type: application/json' \\`,
    `    -d '${JSON.stringify(alert)}'\n`,
  ].join('\n');
}

function alertOf(labels: Readonly<Record<string, string>>, now: number) {
  const alert = {
    status: 'firing',
    labels: { alertname: 'Down', ...labels },
    annotations: { summary: 'Sent by hand' },
    startsAt: formatInstant(now),
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: '5ee0c1f5b1a2d3e4',
  };
  return { status: 'firing', groupKey: '{}:{}', alerts: [alert] };
}
