import type { SourceAuthentication } from '../../domain/source-authentication.ts';

/**
 * The query string that is kept with a delivery: as it came, without the parameter that holds the source's secret.
 *
 * @example keptQuery({ type: 'query', name: 'key', secret: 'attain/kuma' }, 'key=s3cret&status=1')  //=> 'status=1'
 */
export function keptQuery(auth: SourceAuthentication, query: string): string {
  if (auth.type !== 'query') return query;
  const isSecret = (pair: string) => new URLSearchParams(pair).has(auth.name);
  return query
    .split('&')
    .filter((pair) => !isSecret(pair))
    .join('&');
}
