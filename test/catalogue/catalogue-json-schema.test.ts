import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueJsonSchema } from '../../shared/catalogue/catalogue-json-schema.ts';

describe('the JSON Schema of catalogue files', () => {
  it('is committed as it is generated', () => {
    const committed: unknown = JSON.parse(readFileSync('shared/catalogue/catalogue.schema.json', 'utf8'));
    expect(committed).toEqual(catalogueJsonSchema());
  });

  it('is of the draft that YAML editors read, and refuses unknown keys at the top and below', () => {
    expect(catalogueJsonSchema()).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      additionalProperties: false,
      required: ['organization', 'effectiveFrom', 'services'],
      properties: { agreements: { items: { additionalProperties: false } } },
    });
  });

  it('lets an editor take a target as a number', () => {
    expect(JSON.stringify(catalogueJsonSchema())).toContain(
      '"target":{"type":["number","string"],"description":"a percentage between 0 and 100"}',
    );
  });
});
