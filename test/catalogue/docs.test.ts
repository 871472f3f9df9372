import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { catalogueFile } from '../../shared/catalogue/schema.ts';
import { lintPromises } from '../../shared/domain/promises/lint-promises.ts';

const docs = readFileSync('docs/catalogue.md', 'utf8');

function example(): string {
  const block = /```yaml\n([\s\S]+?)```/.exec(docs)?.[1];
  if (block === undefined) throw new Error('docs/catalogue.md has no yaml block');
  return block;
}

describe('docs/catalogue.md', () => {
  it('shows a catalogue that is fine', () => {
    const catalogue = parseCatalogue(example(), { file: 'docs/catalogue.md' });
    expect(lintPromises(catalogue, { now: Date.UTC(2026, 10, 19) })).toEqual([]);
    expect(catalogue.sources[1]?.auth).toEqual({
      type: 'hmac',
      header: 'x-signature',
      prefix: 'sha256=',
      encoding: 'hex',
      secret: 'attain/probes',
    });
  });

  it('explains every key', () => {
    const { methods, calendars, sources, services, agreements } = catalogueFile.shape;
    const entries = [methods, calendars, sources, agreements].map((list) => list.unwrap().element);
    const keys = [
      ...Object.keys(catalogueFile.shape),
      ...entries.flatMap((entry) => keysOf(entry)),
      ...keysOf(services.element),
      ...keysOf(services.element.shape.monitors.unwrap().element).map((key) => `monitors[].${key}`),
    ];
    for (const key of keys) expect(docs, key).toMatch(new RegExp(`\`${key.replace(/[[\].]/g, '\\$&')}[\`.]`));
  });
});

function keysOf(schema: unknown): string[] {
  const shape = findShape(schema);
  return Object.keys(shape);
}

function findShape(schema: unknown): object {
  if (typeof schema !== 'object' || schema === null) return {};
  if ('shape' in schema && typeof schema.shape === 'object' && schema.shape !== null) return schema.shape;
  // A shape that is transformed stands at the entrance of a pipe.
  return 'in' in schema ? findShape(schema.in) : {};
}
