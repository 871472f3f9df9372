/**
 * The headers that let a CloudEvents sender deliver here, in answer to its OPTIONS request: to whoever has the
 * credential, as often as it likes.
 *
 * @see https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md, section 4
 */
export function handshake(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const origin = headers['webhook-request-origin'] ?? '*';
  return { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*', allow: 'POST, PUT, GET, OPTIONS' };
}
