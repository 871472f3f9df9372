import type { Catalogue, Monitor, Source } from '../../domain/catalogue.ts';
import { webAddress } from '../clean.ts';

/** A webhook that the catalogue knows, for somebody who has sent nothing yet. */
export interface ExampleWebhook {
  /** With `$SECRET` where a secret is part of it. */
  readonly url: string;
  readonly type: string;
  readonly auth: Source['auth']['type'];
  /** Name of the secret; the secret itself is nowhere on a page. */
  readonly secret?: string;
  /** A monitor that a signal can name, where the source takes Attain's own signals. */
  readonly monitor?: string;
}

/** The first source that takes signals by hand, else the first that is a webhook at all. */
export function exampleWebhook(catalogue: Catalogue, webUrl: string): ExampleWebhook | undefined {
  const webhooks = catalogue.sources.filter(({ auth }) => auth.type !== 'aws');
  const byHand = webhooks.find((it) => isByHand(it) && monitorOf(it, catalogue) !== undefined);
  const source = byHand ?? webhooks[0];
  const base = webAddress(webUrl)?.replace(/\/+$/, '');
  if (source === undefined || base === undefined) return undefined;
  const { auth, id, type } = source;
  const monitor = byHand && monitorOf(byHand, catalogue);
  return {
    url: `${base}/webhooks/${encodeURIComponent(id)}${secretIn(auth)}`,
    type,
    auth: auth.type,
    ...('secret' in auth && { secret: auth.secret }),
    ...(monitor !== undefined && { monitor }),
  };
}

// Where the secret goes of senders that can put it nowhere but in the address.
function secretIn(auth: Source['auth']): string {
  if (auth.type === 'path') return '/$SECRET';
  return auth.type === 'query' ? `?${encodeURIComponent(auth.name)}=$SECRET` : '';
}

function isByHand({ type, auth }: Source): boolean {
  return type === 'generic' && (auth.type === 'bearer' || auth.type === 'open');
}

// The name that a signal must carry for one of the source's monitors to pick it.
function monitorOf(source: Source, { services }: Catalogue): string | undefined {
  const monitors = services.flatMap((service) => service.monitors);
  return monitors.filter((it) => it.source === source.id).find(isPickedByName)?.match.monitor;
}

function isPickedByName({ match }: Monitor): boolean {
  return Object.keys(match).length === 1 && match.monitor !== undefined;
}
