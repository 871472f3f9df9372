import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

const TYPE = '    type: alertmanager\n';

function aliasesOf(aliases: string) {
  return parseCatalogue(minimalWith(TYPE, `${TYPE}    aliases: ${aliases}\n`), { file: 'c.yaml' }).sources[0]?.aliases;
}

describe('aliases of a source', () => {
  it('lead from the new name of a stream to the one that it keeps', () => {
    expect(aliasesOf('[{ from: b, to: a }, { from: c, to: a }]')).toEqual([
      { from: 'b', to: 'a' },
      { from: 'c', to: 'a' },
    ]);
  });

  it.each([
    ['[{ from: b, to: a }, { from: c, to: b }]', /aliases\[1\]\.to: expected the name that the stream keeps/],
    ['[{ from: b, to: b }]', /aliases\[0\]\.to: expected the name that the stream keeps/],
    ['[{ from: b, to: a }, { from: b, to: c }]', /aliases\[1\]\.from: expected one alias for each stream/],
    ['[{ from: b }]', /aliases\[0\]\.to/],
    ["[{ from: '', to: a }]", /aliases\[0\]\.from/],
  ])('are refused where they lead astray: %s', (aliases, message) => {
    expect(() => aliasesOf(aliases)).toThrow(message);
  });
});
