import { formatInstant } from '../../shared/domain/instant.ts';
import { jsonBody, type Sender } from './sender.ts';

const EVENTS = { open: 'incident.triggered', repeat: 'incident.acknowledged', close: 'incident.resolved' };
const STATUSES = { open: 'triggered', repeat: 'acknowledged', close: 'resolved' };

/** PagerDuty's webhook v3: an incident for each occurrence, which is acknowledged rather than repeated. */
export const pagerduty: Sender = {
  type: 'pagerduty',
  carries: ['service', 'service id', 'team', 'urgency', 'escalation policy'],
  write: ({ says, startedAt, at }, { labels, id }) => {
    const incident = `Q${id('occurrence', 13).toUpperCase()}`;
    return jsonBody({
      event: {
        id: id('word', 26).toUpperCase(),
        event_type: EVENTS[says],
        resource_type: 'incident',
        occurred_at: formatInstant(at),
        agent: null,
        client: null,
        data: {
          id: incident,
          type: 'incident',
          html_url: `https://acme.pagerduty.example.com/incidents/${incident}`,
          status: STATUSES[says],
          incident_key: id('occurrence', 16),
          created_at: formatInstant(startedAt),
          title: 'The endpoint does not answer',
          service: {
            id: labels['service id'] ?? 'PSERVICE',
            type: 'service_reference',
            summary: labels.service ?? null,
          },
          teams: labels.team === undefined ? [] : [{ id: 'PTEAM01', type: 'team_reference', summary: labels.team }],
          escalation_policy: { id: 'PPOLICY', summary: labels['escalation policy'] ?? 'Default' },
          urgency: labels.urgency ?? 'high',
          priority: null,
          resolve_reason: null,
        },
      },
    });
  },
};
