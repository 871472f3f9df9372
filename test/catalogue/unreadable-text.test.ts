import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { CatalogueError } from '../../shared/catalogue/problem.ts';
import { minimalWith } from './minimal-catalogue.ts';

function problemsOf(text: string): string[] {
  try {
    parseCatalogue(text, { file: 'c.yaml' });
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.message.split('\n');
    throw error;
  }
}

const PRINTABLE = 'text without control characters or characters that turn the direction of writing';

describe('a name is what people see of it', () => {
  it.each([
    ['"Ac\\0me"', PRINTABLE],
    ['"Acme\\r\\n"', PRINTABLE],
    ['"Acme \\u202egnp.exe"', PRINTABLE],
    ['"Acme\\u2066"', PRINTABLE],
    ['"Acme\\nBorealis"', 'text on one line'],
    ['"Acme\\u2028Borealis"', 'text on one line'],
    ['"   "', 'text that is not empty'],
    ['"\\u00a0"', 'text that is not empty'],
  ])('customer: %s is refused', (written, expected) => {
    const [problem, ...others] = problemsOf(minimalWith('customer: Acme', `customer: ${written}`));
    expect(problem).toContain(`c.yaml:23:15: agreements[0].customer: expected ${expected}, got `);
    expect(others).toEqual([]);
  });

  it.each(['Crédit Agricole & Söhne', '"東京 株式会社"', '"شركة المثال"', '"Zoë 👩🏽‍💻"'])(
    'customer: %s is taken',
    (written) => {
      expect(problemsOf(minimalWith('customer: Acme', `customer: ${written}`))).toEqual([]);
    },
  );

  it('holds for services, owners and the organization too', () => {
    const paths = ['name: Example', 'name: Mara', 'name: Checkout'].map((it) =>
      problemsOf(minimalWith(it, 'name: "\\t"')),
    );
    expect(paths.flat().map((it) => it.split(': ')[1])).toEqual([
      'organization.name',
      'organization.owner.name',
      'services[0].name',
    ]);
  });
});

describe('a duration', () => {
  it('is at most ten years', () => {
    expect(problemsOf(minimalWith('hours: office', 'grace: P99999999D'))).toEqual([
      'c.yaml:26:12: agreements[0].grace: expected a duration of at most ten years, got "P99999999D"',
    ]);
    expect(problemsOf(minimalWith('hours: office', 'grace: P3650D'))).toEqual([]);
  });
});

describe('a catalogue that goes too deep', () => {
  const expected = 'expected lists and mappings inside each other to at most 100 levels, got more';

  it.each([
    ['brackets that nobody closes', '['.repeat(20_000), 10 + 100],
    ['brackets', '['.repeat(20_000) + ']'.repeat(20_000), 10 + 100],
    ['braces', '{a: '.repeat(20_000) + '}'.repeat(20_000), 10 + 400],
    ['list items', `\n${'- '.repeat(20_000)}a`, undefined],
  ])('is refused where it does: %s', (_, written, column) => {
    const place = column === undefined ? '2:201' : `1:${column + 1}`;
    expect(problemsOf(`services: ${written}`)).toEqual([`c.yaml:${place}: ${expected}`]);
  });

  it.each([
    ['keys', (level: number) => `${' '.repeat(level)}a:`, 102, 102],
    ['keys, with comments and empty lines', (level: number) => `# but\n\n${' '.repeat(level)}a:`, 306, 102],
    ['keys in list items', (level: number) => `${'  '.repeat(level)}- a:`, 101, 201],
    // Two lines open 98; the third item of the third line is one too many, after an indentation of 200 and two items.
    ['list items', (level: number) => `${' '.repeat(100 * level)}${'- '.repeat(49)}a:`, 3, 205],
  ])('is refused where its lines go in and in: %s', (_, lineAt, line, column) => {
    const lines = Array.from({ length: 3_000 }, (_, level) => `${lineAt(level)}\n`);
    expect(problemsOf(lines.join(''))).toEqual([`c.yaml:${line}:${column}: ${expected}`]);
  });

  it('is none where as many lines go in and come out again, or are text', () => {
    const services = Array.from({ length: 200 }, () => '\n    -\n      - a');
    const text = Array.from({ length: 200 }, (_, level) => `\n    ${' '.repeat(level)}- a`);
    const written = `name: { services: 1 }${services.join('')}`;
    expect(problemsOf(written).join()).not.toContain('levels');
    expect(problemsOf(minimalWith('name: Checkout', `name: |${text.join('')}`)).join()).not.toContain('levels');
  });

  it('is none where brackets stand in text', () => {
    expect(problemsOf(minimalWith('name: Checkout', `name: "${'['.repeat(200)}"`))).toEqual([]);
    expect(problemsOf(minimalWith('name: Checkout', `name: Checkout # ${'['.repeat(200)}`))).toEqual([]);
  });
});
