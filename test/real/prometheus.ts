import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from './process.ts';
import { freePort } from './target.ts';
import { waitForAnswer } from './wait.ts';

/** How often Prometheus looks and decides. */
export const SCRAPE_MS = 1_000;
export const EVALUATION_MS = 1_000;
const START_TIMEOUT_MS = 20_000;

/** What is watched for a service: an alert `EndpointDown` with the label `service`. */
export interface Watched {
  readonly service: string;
  /** `host:port` */
  readonly target: string;
  /** How long it must be down before the alert fires. */
  readonly forMs: number;
}

export interface PrometheusOptions {
  /** For configuration and data, which a second start finds again. */
  readonly folder: string;
  readonly watched: readonly Watched[];
  /** `host:port` of the Alertmanager. */
  readonly alertmanager: string;
  /** How often it tells Alertmanager that an alert still fires. Alertmanager takes it for over after four times that. */
  readonly resendS: number;
}

/** Prometheus as Debian installs it, on a free port. Its alert `Watchdog` always fires. */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningProcess> {
  const address = `127.0.0.1:${await freePort()}`;
  const storage = join(options.folder, 'data');
  mkdirSync(storage, { recursive: true });
  const rules = write(options.folder, 'rules.yml', { groups: [{ name: 'attain', rules: rulesOf(options) }] });
  const config = write(options.folder, 'prometheus.yml', {
    global: { scrape_interval: `${SCRAPE_MS}ms`, scrape_timeout: '900ms', evaluation_interval: `${EVALUATION_MS}ms` },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [options.alertmanager] }] }] },
    scrape_configs: options.watched.map(({ service, target }) => ({
      job_name: service,
      static_configs: [{ targets: [target] }],
    })),
  });
  const program = await startProcess('prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${storage}`,
    `--web.listen-address=${address}`,
    '--web.external-url=http://prometheus.example.com:9090',
    `--rules.alert.resend-delay=${options.resendS}s`,
  ]);
  await waitForAnswer(`http://${address}/-/ready`, { timeoutMs: START_TIMEOUT_MS, context: program.output }).catch(
    (error: unknown) => program.stop().then(() => Promise.reject(error)),
  );
  return program;
}

function rulesOf({ watched }: PrometheusOptions) {
  const rules = watched.map(({ service, forMs }) => ({
    alert: 'EndpointDown',
    expr: `up{job="${service}"} == 0`,
    for: `${forMs}ms`,
    labels: { service },
  }));
  return [...rules, { alert: 'Watchdog', expr: 'vector(1)' }];
}

/** JSON is YAML too. */
function write(folder: string, name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content, undefined, 2));
  return path;
}
