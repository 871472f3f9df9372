import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

describe('a service', () => {
  const parseWith = (dates: string) =>
    parseCatalogue(minimalWith('name: Checkout', `name: Checkout\n    ${dates}`), { file: 'c.yaml' }).services[0];

  it('has dates of go-live and retirement, local or exact', () => {
    expect(parseWith('from: 2026-03-01\n    to: 2027-01-01T00:00:00Z')).toMatchObject({
      from: '2026-03-01',
      to: Date.UTC(2027, 0, 1),
    });
  });

  it.each([
    ['from: March', 'services[0].from: expected a date such as 2026-10-01 or a time with an offset'],
    [
      'from: 2026-03-01\n    to: 2026-03-01',
      'services[0].to: expected an end after `from`; the service is retired at it, got "2026-03-01"',
    ],
  ])('%s is refused', (dates, message) => {
    expect(() => parseWith(dates)).toThrow(message);
  });
});
