import { jsonBody, type Sender } from './sender.ts';

const ACTIONS = { open: 'Create', repeat: 'Acknowledge', close: 'Close' };

/** Opsgenie and Jira Service Management: an alert for each occurrence. Its last change is told in nanoseconds. */
export const opsgenie: Sender = {
  type: 'opsgenie',
  write: ({ alert, says, startedAt, at }, { labels, id }) => {
    const body = {
      action: ACTIONS[says],
      alert: {
        alertId: `${id('occurrence', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}-${startedAt}`,
        alias: `endpoint-down-${alert}`,
        tinyId: String(alert + 1),
        message: 'The endpoint does not answer',
        tags: [],
        teams: [],
        details: labels,
        priority: 'P1',
        createdAt: startedAt,
        updatedAt: at,
        username: 'prober@example.com',
      },
      source: { name: 'web', type: 'API' },
      integrationId: '37c8f316-0000-4000-8000-000000000001',
      integrationName: 'to Attain',
    };
    const written = jsonBody(body);
    // No number of JavaScript holds nanoseconds.
    return { ...written, body: written.body.replace(`"updatedAt":${at}`, `"updatedAt":${at}000000`) };
  },
};
