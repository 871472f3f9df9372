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

/** Where everything is, and two webhooks to copy and paste. */
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
  const token = secrets.valueOf(source.auth.secret);
  // Asked once: an alert that resolves is told from others by when it started.
  const at = now();
  const curl = (status: Status) =>
    [
      `  curl ${url}/webhooks/${source.id} \\`,
      `    -H 'Authorization: Bearer ${token}' \\`,
      `    -H 'Content-Type: application/json' \\`,
      `    -d '${JSON.stringify(messageOf(status, labels, at))}'\n`,
    ].join('\n');
  const firing = `\nSend it an alert, as Alertmanager does:\n\n${curl('firing')}`;
  return `${firing}\nand, when it is over:\n\n${curl('resolved')}`;
}

type Status = 'firing' | 'resolved';

/** The outage began this long ago, so that both webhooks may be sent at once and none is from the future. */
const OUTAGE_MS = 600_000;

function messageOf(status: Status, labels: Readonly<Record<string, string>>, now: number) {
  const alert = {
    status,
    labels: { alertname: 'Down', ...labels },
    annotations: { summary: 'Sent by hand' },
    startsAt: formatInstant(now - OUTAGE_MS),
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : formatInstant(now),
    fingerprint: '5ee0c1f5b1a2d3e4',
  };
  return { status, groupKey: '{}:{}', alerts: [alert], receiver: 'attain', version: '4' };
}
