import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attain } from './command-line.ts';

const docs = readFileSync('docs/compute-json.md', 'utf8');

function block(pattern: RegExp): string {
  const text = pattern.exec(docs)?.[1];
  if (text === undefined) throw new Error(`docs/compute-json.md has no ${pattern}`);
  return text;
}

describe('docs/compute-json.md', () => {
  it('shows what its command prints, but for hashes', async () => {
    const words = block(/```\nattain (compute .+)\n```/).split(' ');
    const { out } = await attain(words);
    expect(out.replace(/"[0-9a-f]{64}"/g, '"…"')).toBe(block(/```json\n([\s\S]+?)```/));
  });

  it('explains every key', async () => {
    const { out } = await attain(['compute', '--signals', 'examples/signals.ndjson', '--period', '2026-Q3', '--json']);
    const keys = new Set([...out.matchAll(/"(\w+)":/g)].map(([, key]) => key));
    for (const key of keys) expect(docs, key).toMatch(new RegExp(`^\\| .*\`(\\w+\\.)?${key}\``, 'm'));
  });
});
