import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from './process.ts';
import { freePort } from './target.ts';
import { waitForAnswer } from './wait.ts';

/** How long after its last message, in seconds, Alertmanager says again what still fires. */
export const REPEAT_S = 3;
const START_TIMEOUT_MS = 20_000;

/** Where the alerts of a service go. */
export interface AlertRoute {
  readonly service: string;
  readonly url: string;
  /** How soon a message may follow the one before. */
  readonly groupIntervalS: number;
}

export interface Alertmanager {
  /** `host:port` */
  readonly address: string;
  /** Whether an alert of a service fires, as far as Alertmanager knows. */
  readonly fires: (service: string) => Promise<boolean>;
  /** Mutes the alerts of a service for an hour. */
  readonly silence: (service: string) => Promise<void>;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Alertmanager as Debian installs it, with configuration and data of its own. The first route takes what no other does. */
export async function startAlertmanager(options: {
  /** An empty folder. */
  readonly folder: string;
  readonly routes: readonly AlertRoute[];
  readonly bearer: string;
}): Promise<Alertmanager> {
  const address = `127.0.0.1:${await freePort()}`;
  const storage = join(options.folder, 'data');
  mkdirSync(storage, { recursive: true });
  const config = join(options.folder, 'alertmanager.yml');
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(configOf(options), undefined, 2));
  const program = await startProcess('prometheus-alertmanager', [
    `--config.file=${config}`,
    `--storage.path=${storage}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
    '--web.external-url=http://alertmanager.example.com:9093',
  ]);
  const { output, stop } = program;
  await waitForAnswer(`http://${address}/-/ready`, { timeoutMs: START_TIMEOUT_MS, context: output }).catch(
    (error: unknown) => stop().then(() => Promise.reject(error)),
  );
  return {
    address,
    fires: (service) => fires(address, service),
    silence: (service) => silence(address, service),
    output,
    stop,
  };
}

function configOf({ routes, bearer }: { routes: readonly AlertRoute[]; bearer: string }) {
  const http_config = { authorization: { type: 'Bearer', credentials: bearer } };
  return {
    route: {
      receiver: routes[0]?.service,
      group_by: ['alertname', 'service'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: `${REPEAT_S}s`,
      routes: routes.map(({ service, groupIntervalS }) => ({
        receiver: service,
        matchers: [`service="${service}"`],
        group_interval: `${groupIntervalS}s`,
      })),
    },
    receivers: routes.map(({ service, url }) => ({ name: service, webhook_configs: [{ url, http_config }] })),
  };
}

async function fires(address: string, service: string): Promise<boolean> {
  const filter = encodeURIComponent(`service="${service}"`);
  const alerts: unknown[] = await (await fetch(`http://${address}/api/v2/alerts?filter=${filter}`)).json();
  return alerts.length > 0;
}

async function silence(address: string, service: string): Promise<void> {
  const now = Date.now();
  const answer = await fetch(`http://${address}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: [{ name: 'service', value: service, isRegex: false, isEqual: true }],
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 3_600_000).toISOString(),
      createdBy: 'mara.lindqvist@example.com',
      comment: 'known',
    }),
  });
  if (!answer.ok)
    throw new Error(`expected Alertmanager to take a silence; got ${answer.status} ${await answer.text()}`);
}
