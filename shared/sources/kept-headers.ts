import { OWN_HEADERS } from './own-headers.ts';

const SNS = ['x-amz-sns-message-id', 'x-amz-sns-message-type', 'x-amz-sns-rawdelivery', 'x-amz-sns-topic-arn'];

/**
 * The headers that each source type reads or that tell a person who sent it, beside those that say what the body is: they stand
 * here, so that taking a webhook loads no parser. A type that needs none is not here.
 */
const READ: ReadonlyMap<string, readonly string[]> = new Map([
  ['alertmanager', ['user-agent']],
  ['aws-health', SNS],
  ['checkly', ['x-checkly-timestamp']],
  ['cloudwatch', SNS],
  ['cloudwatch-synthetics', SNS],
  ['generic', ['ce-specversion', 'ce-type', 'ce-source', 'ce-id', 'ce-time']],
  ['grafana', ['user-agent']],
  ['grafana-legacy', ['user-agent']],
  ['incident-io', ['webhook-id', 'svix-id']],
  ['jira', ['x-atlassian-webhook-identifier']],
  ['sentry', ['sentry-hook-resource', 'sentry-hook-timestamp', 'request-id']],
  ['sns', SNS],
]);

/** What the body is, and how it is packed. */
const OF_BODY = ['content-type', 'content-encoding'];

/** The headers that are kept with the deliveries of a source type. */
export function headersKeptOf(type: string): readonly string[] {
  return [...OF_BODY, ...(READ.get(type) ?? [])];
}

/**
 * The headers of a request that are kept with its delivery, names in lower case: those that the source reads, and what
 * the body says it is. Never one of Attain's own: with it a sender could pass for Attain.
 *
 * @example keptHeaders('alertmanager', { 'User-Agent': 'Alertmanager/0.25.0', Cookie: 'x' })
 *   //=> { 'user-agent': 'Alertmanager/0.25.0' }
 */
export function keptHeaders(
  type: string,
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const wanted = headersKeptOf(type);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value !== undefined && wanted.includes(lower) && !lower.startsWith(OWN_HEADERS)) kept[lower] = value;
  }
  return kept;
}
