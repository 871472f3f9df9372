import type { WebhookRequest } from '../verify/request.ts';

/**
 * Whether somebody only looks whether there is something: a browser, an uptime probe, a browser's question before a
 * request. Senders that use GET put what they have to say into the query or the body; of the query what is left without
 * a secret is told here.
 */
export function isMereVisit({ method, body, headers }: WebhookRequest, keptQuery: string): boolean {
  if (method === 'HEAD') return true;
  if (method === 'OPTIONS') return headers['webhook-request-origin'] === undefined;
  return method === 'GET' && keptQuery === '' && body.byteLength === 0;
}
