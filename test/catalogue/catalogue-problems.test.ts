import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { sourceTypes } from '../../shared/sources/registry.ts';
import { MINIMAL, minimalWith } from './minimal-catalogue.ts';

/** What is said of a wrong catalogue, line by line. */
function problemsOf(text: string): string[] {
  try {
    parseCatalogue(text, { file: 'c.yaml' });
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.message.split('\n');
    throw error;
  }
}

const SOURCES = sourceTypes.map(({ name }) => name).join(', ');
const INSTANT = 'a time in ISO 8601 with an offset, such as 2026-10-01T00:00:00+02:00';
const ID = 'an id of lower-case letters, digits, dots, hyphens and underscores, at most 64';

describe('a mistake in a catalogue is named with file, line, column, expected and actual', () => {
  it.each([
    [
      'target: 99.9',
      'target: abc',
      '28:39: agreements[0].targets[0].target: expected a percentage between 0 and 100, got "abc"',
    ],
    [
      'target: 99.9',
      'target: 100.1',
      '28:39: agreements[0].targets[0].target: expected a percentage between 0 and 100, got "100.1"',
    ],
    [
      'target: 99.9',
      'target: -1',
      '28:39: agreements[0].targets[0].target: expected a percentage between 0 and 100, got "-1"',
    ],
    [
      'target: 99.9',
      'target:',
      '28:39: agreements[0].targets[0].target: expected a percentage between 0 and 100, got nothing',
    ],
    [
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00',
      `4:16: effectiveFrom: expected ${INSTANT}, got "2026-01-01T00:00:00"`,
    ],
    [
      '2026-01-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      `4:16: effectiveFrom: expected ${INSTANT}, got "2026-02-30T00:00:00Z"`,
    ],
    [
      'mara@example.com',
      'mara',
      '3:31: organization.owner.email: expected an e-mail address such as sre@example.com, got "mara"',
    ],
    [
      '08:00-18:00',
      '08:00-08:00',
      '9:22: calendars[0].hours.monday-friday: expected hours such as 08:00-18:00, or 22:00-06:00 over midnight, at most 24:00, got "08:00-08:00"',
    ],
    [
      'monday-friday',
      'mon-fri',
      '9:7: calendars[0].hours.mon-fri: expected a weekday such as monday, or a range such as monday-friday, got "mon-fri"',
    ],
    [
      'bearer',
      'bearr',
      '13:19: sources[0].auth.type: expected one of bearer, basic, header, path, query, hmac, svix, sns, open, aws, got "bearr" (did you mean "bearer"?)',
    ],
    [
      '\n    auth: { type: bearer, secret: attain/alerts }',
      '',
      '11:5: sources[0].auth: expected a mapping with a type, got nothing',
    ],
    [
      'type: alertmanager',
      'type: alertmanger',
      `12:11: sources[0].type: expected one of ${SOURCES}, got "alertmanger" (did you mean "alertmanager"?)`,
    ],
    [
      'source: alerts',
      'source: alert',
      '19:17: services[0].monitors[0].source: expected a known source (alerts), got "alert" (did you mean "alerts"?)',
    ],
    [
      'hours: office',
      'hours: ofice',
      '26:12: agreements[0].hours: expected a known calendar (office, 24x7), got "ofice" (did you mean "office"?)',
    ],
    [
      'services: [checkout]',
      'services: [checkuot]',
      '29:16: agreements[0].services[0]: expected a known service (checkout), got "checkuot" (did you mean "checkout"?)',
    ],
    [
      'services: [checkout]',
      'services: [{ service: shop }]',
      '29:27: agreements[0].services[0].service: expected a known service (checkout), got "shop"',
    ],
    [
      'services: [checkout]',
      'services: []',
      '29:15: agreements[0].services: expected a list of at least one, got a list of 0',
    ],
    [
      'services: [checkout]',
      'services: [checkout, checkout]',
      '29:26: agreements[0].services[1]: expected something that is not there already, got "checkout"',
    ],
    ['id: acme', 'id: Acme Inc', `21:9: agreements[0].id: expected ${ID}, got "Acme Inc"`],
    [
      'kind: sla',
      'kind: SLA',
      '22:11: agreements[0].kind: expected one of sla, ola, supplier, got "SLA" (did you mean "sla"?)',
    ],
    [
      'kind: sla',
      'kind: sla\n    method: contrac',
      '23:13: agreements[0].method: expected a known method (contract, strict, icinga, zabbix, checkmk, checkmk-exclude, checkmk-ignore, oneuptime, oneuptime-average, openstatus, statuspage), got "contrac" (did you mean "contract"?)',
    ],
    [
      'kind: sla',
      'kind: sla\n    grace: 3 days',
      '23:12: agreements[0].grace: expected an ISO 8601 duration such as PT48H or P3D, got "3 days"',
    ],
    [
      'kind: sla',
      'kind: sla\n    recipient: [a@example.com]',
      '23:5: agreements[0].recipient: expected one of the keys id, kind, customer, from, to, period, timeZone, hours, method, maintenanceNotice, maintenanceAllowance, maintenanceWindows, unknownTolerance, grace, targets, services, exclusions, credits, reviewedAt, recipients, amendments, got "recipient" (did you mean "recipients"?)',
    ],
    [
      'from: 2026-01-01',
      'from: 2026-01-01\n    to: 2026-01-01',
      '25:9: agreements[0].to: expected an end after `from`; the agreement holds before it, not at it, got "2026-01-01"',
    ],
    [
      '    targets:\n      - { kind: availability, target: 99.9 }\n',
      '',
      '27:16: agreements[0].services[0]: expected targets, of the service or of the whole agreement, got nothing',
    ],
    [
      'timeZone: Europe/Berlin\n    hours: office',
      'timeZone: +01:00\n    hours: office',
      '25:15: agreements[0].timeZone: expected an IANA time zone such as Europe/Berlin, got "+01:00"',
    ],
    [
      'timeZone: Europe/Berlin\n    hours: office',
      'timeZone: Europe/Berln\n    hours: office',
      '25:15: agreements[0].timeZone: expected an IANA time zone such as Europe/Berlin, got "Europe/Berln"',
    ],
  ])('%s → %s', (piece, replacement, problem) => {
    expect(problemsOf(minimalWith(piece, replacement))).toEqual([`c.yaml:${problem}`]);
  });

  it('finds all of them at once, in the order of the lines', () => {
    const text = MINIMAL.replace('mara@example.com', 'mara')
      .replace('99.9', 'abc')
      .replace('source: alerts', 'source: x');
    expect(problemsOf(text).map((line) => line.slice(0, 'c.yaml:19'.length))).toEqual([
      'c.yaml:3:',
      'c.yaml:19',
      'c.yaml:28',
    ]);
  });

  it('keeps the name of the built-in calendar', () => {
    expect(problemsOf(MINIMAL.replaceAll('office', '24x7'))).toEqual([
      'c.yaml:6:9: calendars[0].id: expected another id than the built-in 24x7, got "24x7"',
    ]);
  });

  it('names a key that stands twice', () => {
    expect(problemsOf(minimalWith('kind: sla', 'kind: sla\n    kind: ola'))).toEqual([
      'c.yaml:23:5: expected well-formed YAML, got "Map keys must be unique"',
    ]);
  });

  it('names what makes an exclusion wrong', () => {
    const exclusion =
      'exclusions: [{ start: 2026-02-01T00:00:00Z, end: 2026-01-01T00:00:00Z, reason: x, approvedBy: y, services: [shop] }]';
    expect(problemsOf(minimalWith('kind: sla', `kind: sla\n    ${exclusion}`))).toEqual([
      'c.yaml:23:54: agreements[0].exclusions[0].end: expected an end after `start`, got "2026-01-01T00:00:00Z"',
      'c.yaml:23:113: agreements[0].exclusions[0].services[0]: expected a service of the agreement (checkout), got "shop"',
    ]);
  });

  it('says that ids are taken', () => {
    const text = `${MINIMAL}  - ${MINIMAL.split('agreements:\n  - ')[1]?.trimEnd()}\n`;
    expect(problemsOf(text)).toEqual([
      'c.yaml:30:9: agreements[1].id: expected something that is not there already, got "acme"',
    ]);
  });

  it.each([
    ['', 'c.yaml:1:1: expected a mapping, got nothing'],
    ['- a', 'c.yaml:1:1: expected a mapping, got a list of 1'],
    ['just text', 'c.yaml:1:1: expected a mapping, got "just text"'],
    [
      'a: [',
      'c.yaml:1:5: expected well-formed YAML, got "Flow sequence in block collection must be sufficiently indented and end with a ]"',
    ],
    [
      'a: *b',
      'c.yaml:1:4: expected well-formed YAML, got "Unresolved alias (the anchor must be set before the alias): b"',
    ],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it('refuses a file that grows without bound when its aliases are followed', () => {
    const lines = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`);
    expect(problemsOf(['a0: &a0 [x]', ...lines].join('\n'))).toEqual([
      'c.yaml:2:10: expected well-formed YAML, got "Excessive alias count indicates a resource exhaustion attack"',
    ]);
  });
});

describe('whatever the text is', () => {
  it('it is a catalogue or a list of problems with places, and nothing else happens', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('[', '{', '&a', '*a', '!!set', '? ', '- ', '~', '|', '%YAML 1.1', '---', '__proto__: {}'),
    );
    const spliced = fc
      .tuple(noise, fc.nat(MINIMAL.length), fc.nat(40))
      .map(([text, at, cut]) => MINIMAL.slice(0, at) + text + MINIMAL.slice(at + cut));
    fc.assert(
      fc.property(spliced, (text) => {
        for (const problem of problemsOf(text)) expect(problem).toMatch(/^c\.yaml:\d+:\d+: /);
      }),
      { numRuns: 300 },
    );
  });
});
