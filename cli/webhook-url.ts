import { InvalidInputError } from '../shared/domain/errors.ts';

/**
 * The webhook of a source at a running Attain. A URL that names the webhook already stays as it is.
 *
 * @throws InvalidInputError unless it is an http or https URL
 * @example webhookUrl('http://localhost:4400', 'signals')  //=> 'http://localhost:4400/webhooks/signals'
 */
export function webhookUrl(to: string, source: string): string {
  if (!/^https?:\/\//.test(to) || !URL.canParse(to)) {
    throw new InvalidInputError(`expected --to with a URL such as http://localhost:4400; got "${to}"`);
  }
  if (/\/webhooks\/[^/]+$/.test(to)) return to;
  return `${to.replace(/\/+$/, '')}/webhooks/${encodeURIComponent(source)}`;
}
