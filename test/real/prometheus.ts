import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from './process.ts';
import { freePort } from './target.ts';
import { waitForAnswer } from './wait.ts';

/** How often Prometheus looks and decides, and how long it waits before it speaks. */
export const SCRAPE_MS = 1_000;
export const EVALUATION_MS = 1_000;
export const FOR_MS = 2_000;
const REPEAT_S = 3;
const START_TIMEOUT_MS = 20_000;

export interface MonitoringOptions {
  /** An empty folder for configuration and data. */
  readonly folder: string;
  /** `host:port` of what is watched, and the label `service` of its alert. */
  readonly target: string;
  readonly service: string;
  readonly webhook: { readonly url: string; readonly bearer: string };
}

export interface Monitoring {
  /** Webhooks that Alertmanager has sent, and those that were not accepted. */
  readonly delivered: () => Promise<number>;
  readonly failed: () => Promise<number>;
  /** What the programs have printed. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Prometheus and Alertmanager as Debian installs them, on free ports, with configuration and data of their own. */
export async function startMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const alertmanagerPort = await freePort();
  const started: RunningProcess[] = [];
  const stop = async () => {
    for (const program of started.toReversed()) await program.stop();
  };
  const output = () => started.map((program) => program.output()).join('\n');
  try {
    started.push(await startAlertmanager(options, alertmanagerPort));
    await waitForAnswer(`http://127.0.0.1:${alertmanagerPort}/-/ready`, {
      timeoutMs: START_TIMEOUT_MS,
      context: output,
    });
    const prometheusPort = await freePort();
    started.push(await startPrometheus(options, { prometheusPort, alertmanagerPort }));
    await waitForAnswer(`http://127.0.0.1:${prometheusPort}/-/ready`, { timeoutMs: START_TIMEOUT_MS, context: output });
  } catch (error) {
    await stop();
    throw error;
  }
  const metric = (name: string) => webhookMetric(`http://127.0.0.1:${alertmanagerPort}/metrics`, name);
  return {
    delivered: () => metric('alertmanager_notifications_total'),
    failed: () => metric('alertmanager_notifications_failed_total'),
    output,
    stop,
  };
}

/** Alertmanager's own count, added up over the reasons that it tells apart. */
async function webhookMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(url)).text();
  const lines = text.matchAll(/^(\w+)\{.*integration="webhook".*\} (\d+)$/gm);
  return [...lines].filter(([, metric]) => metric === name).reduce((sum, [, , count]) => sum + Number(count), 0);
}

function startAlertmanager({ folder, webhook }: MonitoringOptions, port: number): Promise<RunningProcess> {
  const config = write(folder, 'alertmanager.yml', {
    route: {
      receiver: 'attain',
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1s',
      repeat_interval: `${REPEAT_S}s`,
    },
    receivers: [
      {
        name: 'attain',
        webhook_configs: [
          { url: webhook.url, http_config: { authorization: { type: 'Bearer', credentials: webhook.bearer } } },
        ],
      },
    ],
  });
  return startProcess('prometheus-alertmanager', [
    `--config.file=${config}`,
    `--storage.path=${dataFolder(folder, 'alertmanager')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
    '--web.external-url=http://alertmanager.example.com:9093',
  ]);
}

interface Ports {
  readonly prometheusPort: number;
  readonly alertmanagerPort: number;
}

function startPrometheus({ folder, target, service }: MonitoringOptions, ports: Ports): Promise<RunningProcess> {
  const rules = write(folder, 'rules.yml', {
    groups: [
      {
        name: 'attain',
        rules: [
          { alert: 'EndpointDown', expr: 'up{job="target"} == 0', for: `${FOR_MS}ms`, labels: { service } },
          { alert: 'Watchdog', expr: 'vector(1)' },
        ],
      },
    ],
  });
  const config = write(folder, 'prometheus.yml', {
    global: { scrape_interval: `${SCRAPE_MS}ms`, scrape_timeout: '900ms', evaluation_interval: `${EVALUATION_MS}ms` },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${ports.alertmanagerPort}`] }] }] },
    scrape_configs: [{ job_name: 'target', static_configs: [{ targets: [target] }] }],
  });
  return startProcess('prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${dataFolder(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${ports.prometheusPort}`,
    '--web.external-url=http://prometheus.example.com:9090',
    '--rules.alert.resend-delay=1s',
  ]);
}

/** JSON is YAML too. */
function write(folder: string, name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content, undefined, 2));
  return path;
}

function dataFolder(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
