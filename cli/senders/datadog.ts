import { jsonBody, type Sender } from './sender.ts';

const TRANSITIONS = { open: 'Triggered', repeat: 'Re-Triggered', close: 'Recovered' };

/** A monitor of Datadog, by the template that its page in docs/sources gives. */
export const datadog: Sender = {
  type: 'datadog',
  write: ({ alert, says, at }, { labels, id }) => {
    const isOver = says === 'close';
    const name = 'The endpoint does not answer';
    return jsonBody({
      id: String(BigInt(`0x${id('word', 15)}`)),
      alert_id: String(Number.parseInt(id('alert', 7), 16)),
      cycle: id('occurrence', 16),
      aggreg: id('alert', 32),
      transition: TRANSITIONS[says],
      type: isOver ? 'success' : 'error',
      event_type: 'query_alert_monitor',
      priority: 'normal',
      title: `[${TRANSITIONS[says]}] ${name}`,
      scope: `host:host-${alert}.example.com`,
      tags: Object.entries(labels)
        .map(([tag, value]) => `${tag}:${value}`)
        .join(','),
      host: `host-${alert}.example.com`,
      date: String(at),
      last_updated: String(at),
      link: 'https://app.datadoghq.example.com/monitors',
      org: '1',
    });
  },
};
