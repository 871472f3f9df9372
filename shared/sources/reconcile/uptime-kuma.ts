import type { Standing } from '../../domain/standing.ts';
import { joinedLabels } from '../reading/labels.ts';
import { type Poll, PollError, type Poller } from './poll.ts';

/**
 * The status of each of Uptime Kuma's monitors, from its metrics: https://github.com/louislam/uptime-kuma/wiki/API-Keys
 *
 * Version 2 and later: version 1 does not tell the ids of its monitors. It says no time. A monitor that is pending or not there
 * (paused, or not checked since a restart) says nothing; under maintenance it is not looked at, and webhooks do not tell.
 */
export const uptimeKumaPoller: Poller = { api: 'unknown', tellsLess: true, poll };

const STATES: ReadonlyMap<string, Pick<Standing, 'state' | 'maintenance'>> = new Map([
  ['0', { state: 'down' }],
  ['1', { state: 'up' }],
  ['3', { state: 'unknown', maintenance: true }],
]);

const SAMPLE = /^monitor_status\{(.*)\} (\S+)/s;
const LONGEST_LINE = 10_000;

function* poll(): Poll {
  const text = (yield { path: '/metrics' }) ?? '';
  const lines = text.split('\n').filter((line) => line.startsWith('monitor_status{'));
  const samples = lines.map((line) => SAMPLE.exec(bounded(line))).filter((sample) => sample !== null);
  if (samples.length === 0 && !text.includes('monitor_status')) {
    throw new PollError('metrics: expected monitor_status, as Uptime Kuma tells it', { got: 'none' });
  }
  return samples.flatMap(([, labels = '', value = '']) => standing(labelsOf(labels), STATES.get(value)));
}

function bounded(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  throw new PollError(`monitor_status: expected lines of at most ${LONGEST_LINE} characters`, {
    got: String(line.length),
  });
}

function standing(
  labels: Readonly<Record<string, string>>,
  told: Pick<Standing, 'state' | 'maintenance'> | undefined,
): readonly Standing[] {
  const { monitor_id: id, monitor_name: name, monitor_type, monitor_url, monitor_hostname, monitor_port } = labels;
  if (id === undefined)
    throw new PollError('monitor_status: expected the label monitor_id, as of version 2', { got: 'none' });
  if (told === undefined) return [];
  const { monitor_id: _id, monitor_name: _name, ...others } = labels;
  const tags = Object.fromEntries(Object.entries(others).filter(([label]) => !label.startsWith('monitor_')));
  const known = { id, name, type: monitor_type, url: monitor_url, host: monitor_hostname, port: monitor_port };
  const given = Object.entries(known).filter(([, value]) => value !== 'null' && value !== 'https://');
  return [
    {
      monitor: id,
      ...told,
      labels: joinedLabels(tags, Object.fromEntries(given)),
      ...(name !== undefined && name !== '' && { title: name }),
    },
  ];
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/**
 * Labels in the text format of Prometheus: `name="value"` after the begin or a comma, of which `\\`, `\"` and `\n` are
 * escaped. A name that was looked for at every letter would be read over and over.
 */
function labelsOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(?:^|,)\s*([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name, value.replace(/\\[n"\\]/g, (code) => ESCAPES[code] ?? code)]),
  );
}
