import { describe, expect, it } from 'vitest';
import { idInAddress } from '../../../shared/sources/reading/id-in-address.ts';

describe('the id in an address', () => {
  it.each([
    ['https://one.example.com/accounts/1/issues/8ceed342-f305?notifier=WEBHOOK', '8ceed342-f305'],
    ['https://example.com/organizations/acme/issues/117/events/e4874d66/', '117'],
    ['https://example.com/alerting/incidents/0.nabc12def34g?project=shop', '0.nabc12def34g'],
    ['/issues/42#notes', '42'],
  ])('of %s is %s', (address, id) => {
    expect(idInAddress(address, 'issues', 'incidents')).toBe(id);
  });

  it.each([
    ['a page that lists them', 'https://example.com/issues/?query=17'],
    ['a page with a name', 'https://example.com/issues/alerts/17'],
    ['an id of something else', 'https://example.com/accounts/1'],
    ['a number', 42],
    ['nothing', undefined],
  ])('is none in %s', (_, address) => {
    expect(idInAddress(address, 'issues', 'incidents')).toBeUndefined();
  });
});
