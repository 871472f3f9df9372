import { describe, expect, it } from 'vitest';
import { catalogueHash } from '../../shared/catalogue/catalogue-hash.ts';
import { diffCatalogues } from '../../shared/catalogue/diff-catalogues.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { lintPromises } from '../../shared/domain/promises/lint-promises.ts';
import { MINIMAL, minimalWith } from './minimal-catalogue.ts';

/** The minimal catalogue, its agreement for 99.9 % in office hours amended, with some more keys. */
function amended(amendments: string, more = '') {
  const text = minimalWith('    hours: office\n', `    hours: office\n    amendments: [${amendments}]\n${more}`);
  return parseCatalogue(text, { file: 'c.yaml' });
}

function amendmentsOf(amendments: string, more?: string) {
  return amended(amendments, more).agreements[0]?.amendments;
}

// 15 October begins in Berlin when it is 22:00 of the day before in UTC.
const FIFTEENTH = Date.UTC(2026, 9, 14, 22);
const SIXTEENTH = Date.UTC(2026, 9, 15, 22);

describe('amendments', () => {
  it('hold from the first moment of a date in the zone of the agreement', () => {
    expect(amendmentsOf('{ from: 2026-10-15, method: strict }')).toEqual([{ from: FIFTEENTH, method: 'strict' }]);
  });

  it('have the keys of the agreement, in the units of the agreement', () => {
    expect(
      amendmentsOf(
        '{ from: 2026-10-15, hours: 24x7, maintenanceNotice: PT48H, unknownTolerance: 2 %, grace: P1D, recipients: [kim@example.com], maintenanceAllowance: { time: PT4H, per: month } }',
      ),
    ).toEqual([
      {
        from: FIFTEENTH,
        hours: '24x7',
        maintenanceNoticeMs: 172_800_000,
        unknownToleranceMillionths: 20_000,
        graceMs: 86_400_000,
        recipients: ['kim@example.com'],
        maintenanceAllowance: { timeMs: 14_400_000, per: 'month' },
      },
    ]);
  });

  it('give new targets to the services that name none of their own, and keep them when services change later', () => {
    const targets = [{ kind: 'availability', target: '99.95' }];
    expect(
      amendmentsOf(
        '{ from: 2026-10-15, targets: [{ kind: availability, target: 99.95 }] }, { from: 2026-10-16, services: [checkout] }',
      ),
    ).toEqual([
      { from: FIFTEENTH, services: [{ service: 'checkout', targets }] },
      { from: SIXTEENTH, services: [{ service: 'checkout', targets }] },
    ]);
  });

  it('leave the hash of a catalogue without them as it is', () => {
    const { agreements } = parseCatalogue(MINIMAL, { file: 'c.yaml' });
    expect(Object.keys(agreements[0] ?? {})).not.toContain('amendments');
  });

  it('change the hash of a catalogue, and are a difference that people can read', () => {
    const before = amended('{ from: 2026-10-15, method: strict }');
    const after = amended('{ from: 2026-10-15, method: icinga }, { from: 2026-10-16, grace: P1D }');
    expect(catalogueHash(before)).not.toBe(catalogueHash(after));
    expect(diffCatalogues(before, after)).toEqual([
      '~ agreements.acme.amendments.2026-10-14T22:00:00.000Z.method: strict → icinga',
      '+ agreements.acme.amendments.2026-10-15T22:00:00.000Z',
    ]);
  });

  it('are held against the same promises as agreements, each new mistake once and where it was made', () => {
    const certain = '{ from: 2026-10-15, targets: [{ kind: availability, target: 100 }] }';
    const later = '{ from: 2026-10-16, hours: 24x7 }';
    const findings = (catalogue: Catalogue) => lintPromises(catalogue, { now: FIFTEENTH });
    const found = findings(amended(`${certain}, ${later}`)).filter(({ lint }) => lint === 'no-error-budget');
    expect(found.map(({ path }) => path)).toEqual([['agreements', 0, 'amendments', 0]]);
  });

  const first = 'agreements[0].amendments[0]';
  it.each([
    ['{ from: 2026-10-15T00:00:00Z, method: strict }', `${first}.from: expected a date such as 2026-12-25`],
    ['{ from: 2026-10-15 }', `${first}: expected something that changes, beside \`from\`, got nothing`],
    [
      '{ from: 2026-01-01, method: strict }',
      `${first}.from: expected a date after \`from\` of the agreement, got "2026-01-01"`,
    ],
    [
      '{ from: 2027-01-01, method: strict }',
      `${first}.from: expected a date before \`to\` of the agreement, got "2027-01-01"`,
    ],
    [
      '{ from: 2026-10-15, method: strict }, { from: 2026-10-15, method: icinga }',
      'agreements[0].amendments[1].from: expected a date after 2026-10-15, of the amendment before, got "2026-10-15"',
    ],
    [
      '{ from: 2026-10-15, customer: Beta }',
      `${first}.customer: expected no customer in an amendment: with another customer make a new agreement, got "Beta"`,
    ],
    [
      '{ from: 2026-10-15, timeZone: UTC }',
      `${first}.timeZone: expected no timeZone in an amendment: with another timeZone make a new agreement, got "UTC"`,
    ],
    ['{ from: 2026-10-15, methd: strict }', `${first}.methd: expected one of the keys from, hours, method,`],
    ['{ from: 2026-10-15, hours: offce }', `${first}.hours: expected a known calendar (office, 24x7), got "offce"`],
    ['{ from: 2026-10-15, method: strct }', `${first}.method: expected a known method (contract, strict,`],
    [
      '{ from: 2026-10-15, services: [search] }',
      `${first}.services[0]: expected a known service (checkout), got "search"`,
    ],
    [
      '{ from: 2026-10-15, targets: [{ kind: requests, indicator: clicks, target: 99 }] }',
      `${first}.targets[0].indicator: expected an indicator of the service checkout (it has none), got "clicks"`,
    ],
  ])('%s is refused', (amendments, message) => {
    expect(() => amended(amendments, '    to: 2027-01-01\n')).toThrow(message);
  });

  it('are refused by line and column', () => {
    expect(() => amended('{ from: 2026-10-15, hours: offce }')).toThrow(/c\.yaml:27:45: agreements\[0\]/);
  });

  it('are refused for what they make wrong of the rest of the agreement', () => {
    const credits = '    credits: { currency: EUR, fee: 500000, tiers: [{ below: 99.9, percent: 10 }] }\n';
    expect(() => amended('{ from: 2026-10-15, targets: [{ kind: outages, atMost: 2 }] }', credits)).toThrow(
      `${first}: expected an availability target, by which credits go`,
    );
  });

  it('are not blamed for what is wrong in the agreement itself', () => {
    const wrong =
      '    exclusions: [{ start: 2026-10-02T00:00:00Z, end: 2026-10-01T00:00:00Z, reason: x, approvedBy: y }]\n';
    const message = () => amended('{ from: 2026-10-15, method: strict }, { from: 2026-10-16, method: icinga }', wrong);
    expect(message).toThrow(/^(?!.*amendments)[^\n]*exclusions\[0\]\.end: expected an end after `start`[^\n]*$/);
  });

  it('may bring a service that an exclusion names', () => {
    const exclusion =
      '    exclusions: [{ start: 2026-10-01T00:00:00Z, end: 2026-10-02T00:00:00Z, services: [checkout], reason: x, approvedBy: y }]\n';
    expect(amendmentsOf('{ from: 2026-10-15, services: [checkout] }', exclusion)).toHaveLength(1);
  });
});
