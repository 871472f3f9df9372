import { formatInstant } from '../../shared/domain/instant.ts';
import { jsonBody, onlyOne, type Sender } from './sender.ts';

/** The ids that its labels stand for are Kuma's own; the rest are tags. */
const OWN = ['id', 'name', 'type', 'url', 'host', 'port', 'path'];

/** Uptime Kuma 2.x. */
export const uptimeKuma: Sender = {
  type: 'uptime-kuma',
  write: ({ alert, says, startedAt, at }, { labels }) => {
    if (labels.id !== undefined) onlyOne(alert, { id: labels.id });
    const tags = Object.entries(labels).filter(([name]) => !OWN.includes(name));
    const [number, name] = [Number(labels.id ?? alert + 1), labels.name ?? `Probe ${alert + 1}`];
    const monitor = {
      id: number,
      name,
      url: labels.url ?? `https://host-${alert}.example.com`,
      hostname: labels.host ?? null,
      port: labels.port ?? null,
      pathName: labels.path ?? name,
      type: labels.type ?? 'http',
      interval: 60,
      tags: tags.map(([tag, value], index) => ({ tag_id: index + 1, name: tag, value })),
    };
    const isOver = says === 'close';
    const heartbeat = {
      monitorID: number,
      status: isOver ? 1 : 0,
      // A repeat tells of the beat that it is sent for; the outage began before, and it is down still.
      time: kumaTime(at),
      msg: isOver ? '200 - OK' : 'connect ECONNREFUSED',
      important: says !== 'repeat',
      timezone: 'UTC',
      timezoneOffset: '+00:00',
      localDateTime: kumaTime(at).slice(0, 19),
      ...(isOver && { lastDownTime: kumaTime(startedAt) }),
    };
    return jsonBody(
      { heartbeat, monitor, msg: `[${name}] [${isOver ? '✅ Up' : '🔴 Down'}] ${heartbeat.msg}` },
      { 'user-agent': 'Uptime-Kuma/2.0.2' },
    );
  },
};

/** UTC without saying so. */
function kumaTime(at: number): string {
  return formatInstant(at).replace('T', ' ').replace('Z', '');
}
