import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

const TYPE = '    type: alertmanager\n';

function reconcileOf(reconcile: string, type = 'alertmanager') {
  const text = minimalWith(TYPE, `    type: ${type}\n    reconcile: ${reconcile}\n`);
  return parseCatalogue(text, { file: 'c.yaml' }).sources[0]?.reconcile;
}

describe('reconciling a source', () => {
  it('needs no more than an address: it is asked every five minutes', () => {
    expect(reconcileOf('{ url: https://alertmanager.example.com/ }')).toEqual({
      url: 'https://alertmanager.example.com',
      everyMs: 300_000,
    });
    expect(reconcileOf('{}', 'pagerduty')).toEqual({ everyMs: 300_000 });
    expect(reconcileOf('{}', 'cloudwatch')).toEqual({ everyMs: 300_000 });
  });

  it('takes a credential, and the receiver that sends here', () => {
    const key = "{ type: header, name: Authorization, prefix: 'Token token=', secret: attain/pagerduty-read }";
    expect(reconcileOf(`{ every: PT15M, credential: ${key} }`, 'pagerduty')).toEqual({
      everyMs: 900_000,
      credential: { type: 'header', name: 'authorization', prefix: 'Token token=', secret: 'attain/pagerduty-read' },
    });
    const basic = '{ type: basic, secret: attain/kuma-key }';
    expect(reconcileOf(`{ url: https://am.example.com/am, receiver: attain, credential: ${basic} }`)).toEqual({
      url: 'https://am.example.com/am',
      everyMs: 300_000,
      credential: { type: 'basic', username: '', secret: 'attain/kuma-key' },
      receiver: 'attain',
    });
  });

  it('may go over http on this machine', () => {
    expect(reconcileOf('{ url: http://127.0.0.1:9093 }')?.url).toBe('http://127.0.0.1:9093');
  });

  it.each([
    ['{}', /reconcile\.url: expected the address at which its API begins/],
    ['{ url: http://alertmanager.example.com }', /url: expected an address such as https/],
    ['{ url: https://me:secret@alertmanager.example.com }', /url: expected an address such as https/],
    ['{ url: https://alertmanager.example.com?filter=x }', /url: expected an address such as https/],
    ['{ url: https://a.example.com, every: PT1M }', /every: expected a duration of at least PT5M, got "PT1M"/],
    ['{ url: https://a.example.com, credential: { type: hmac } }', /expected one of bearer, basic, header/],
    [
      '{ url: https://a.example.com, credential: { type: header, name: "X Key", secret: a } }',
      /name: expected the name of an HTTP header/,
    ],
    ['{ url: https://a.example.com, often: PT5M }', /often/],
  ])('is refused where it cannot be meant: %s', (reconcile, message) => {
    expect(() => reconcileOf(reconcile)).toThrow(message);
  });

  it('asks for the alarms of the account it runs in, and of no other', () => {
    expect(() => reconcileOf('{ url: https://monitoring.example.com }', 'cloudwatch')).toThrow(
      /reconcile\.url: expected no address: the account that Attain runs in is asked/,
    );
  });

  it('is refused for a sender that cannot be asked', () => {
    expect(() => reconcileOf('{ url: https://a.example.com }', 'generic')).toThrow(
      /reconcile: expected no reconcile: a source of this type cannot be asked \(alertmanager, .* can\), got "generic"/,
    );
  });
});
