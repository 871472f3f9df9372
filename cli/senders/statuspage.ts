import { formatInstant } from '../../shared/domain/instant.ts';
import { jsonBody, onlyOne, type Sender } from './sender.ts';

/** A component of a page of Atlassian Statuspage. */
export const statuspage: Sender = {
  type: 'statuspage',
  carries: ['page', 'page name', 'component', 'component id'],
  write: ({ alert, says, startedAt, at }, { labels, id }) => {
    const isOver = says === 'close';
    const { 'component id': picked } = labels;
    if (picked !== undefined) onlyOne(alert, { 'component id': picked });
    const [component, name] = [picked ?? id('alert', 12), labels.component ?? `Component ${alert + 1}`];
    const status = isOver ? 'operational' : 'major_outage';
    // A repeat is the same update, sent again.
    const createdAt = isOver ? at : startedAt;
    return jsonBody({
      meta: { unsubscribe: 'https://status.example.com/subscriptions', generated_at: formatInstant(at) },
      page: {
        id: labels.page ?? 'examplepage1',
        name: labels['page name'] ?? 'Example',
        status_indicator: isOver ? 'none' : 'critical',
      },
      component_update: {
        id: `${id('occurrence', 11)}${isOver ? 'b' : 'a'}`,
        component_id: component,
        created_at: formatInstant(createdAt),
        old_status: isOver ? 'major_outage' : 'operational',
        new_status: status,
      },
      component: { id: component, name, status, created_at: '2026-01-01T00:00:00Z' },
    });
  },
};
