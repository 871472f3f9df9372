import { describe, expect, it } from 'vitest';
import { catalogueHash } from '../../shared/catalogue/catalogue-hash.ts';
import { diffCatalogues } from '../../shared/catalogue/diff-catalogues.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { MINIMAL, minimalWith } from './minimal-catalogue.ts';

const parse = (text: string) => parseCatalogue(text, { file: 'c.yaml' });

function differences(text: string): string[] {
  return diffCatalogues(parse(MINIMAL), parse(text));
}

describe('the difference between two catalogues', () => {
  it('is nothing for another way of writing the same', () => {
    const commented = `# new\n${minimalWith('customer: Acme', 'customer: "Acme" # since 2019')}`;
    expect(differences(commented)).toEqual([]);
    expect(catalogueHash(parse(commented))).toBe(catalogueHash(parse(MINIMAL)));
  });

  it('shows a changed value by the names around it', () => {
    expect(differences(minimalWith('99.9', '99.95'))).toEqual([
      '~ agreements.acme.services.checkout.targets.availability.target: 99.9 → 99.95',
    ]);
    expect(catalogueHash(parse(minimalWith('99.9', '99.95')))).not.toBe(catalogueHash(parse(MINIMAL)));
  });

  it('shows a changed method by its name', () => {
    const before = parse(`${MINIMAL}methods: [{ id: ours, degradedWeight: 0.5 }, { id: patient }]\n`);
    const after = parse(`${MINIMAL}methods: [{ id: patient, shortInterruption: PT1M }, { id: ours }]\n`);
    expect(diffCatalogues(before, after)).toEqual([
      '~ methods.ours.degradedWeight: 500 → 0',
      '+ methods.patient.shortInterruptionMs: PT1M',
    ]);
  });

  it('shows instants and durations as people write them', () => {
    const text = minimalWith('2026-01-01T00:00:00Z', '2026-07-01T02:00:00+02:00').replace(
      '    customer: Acme',
      '    customer: Acme\n    grace: P2D\n    to: 2027-01-01',
    );
    expect(differences(text)).toEqual([
      '~ effectiveFrom: 2026-01-01T00:00:00.000Z → 2026-07-01T00:00:00.000Z',
      '~ agreements.acme.graceMs: PT72H → PT48H',
      '+ agreements.acme.to: 2026-12-31T23:00:00.000Z',
    ]);
  });

  it('tells several targets of one kind apart', () => {
    const line = '      - { kind: availability, target: 99.9 }\n';
    const outages = (longerThan: string, atMost: number) =>
      `      - { kind: outages, atMost: ${atMost}, longerThan: ${longerThan} }\n`;
    const before = minimalWith(line, line + outages('PT15M', 2) + outages('PT1H', 1));
    const after = minimalWith(line, line + outages('PT15M', 2) + outages('PT1H', 0) + outages('PT4H', 0));
    expect(diffCatalogues(parse(before), parse(after))).toEqual([
      '~ agreements.acme.services.checkout.targets.outages (2).atMost: 1 → 0',
      '+ agreements.acme.services.checkout.targets.outages (3)',
    ]);
  });

  it('shows what came and what went by its id', () => {
    const text = minimalWith('  - id: checkout\n    name: Checkout', '  - id: shop\n    name: Checkout').replace(
      'services: [checkout]',
      'services: [shop]',
    );
    expect(differences(text)).toEqual([
      '- services.checkout',
      '+ services.shop',
      '- agreements.acme.services.checkout',
      '+ agreements.acme.services.shop',
    ]);
  });

  it('shows hours by day, and people of a list', () => {
    const text = minimalWith('monday-friday: 08:00-18:00', 'monday-friday: 08:00-20:00').replace(
      '    customer: Acme',
      '    customer: Acme\n    recipients: [sla@example.com]',
    );
    expect(differences(text).slice(0, 1)).toEqual(['~ calendars.office.week.monday.08:00.to: 18:00 → 20:00']);
    expect(differences(text).slice(5)).toEqual(['+ agreements.acme.recipients.sla@example.com: sla@example.com']);
  });
});
