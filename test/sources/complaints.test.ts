import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sections = readFileSync('docs/complaints.md', 'utf8').split(/^## /m).slice(1);

describe.each(sections.map((text) => ({ title: text.split('\n', 1)[0], text })))('"$title"', ({ text }) => {
  it('says where it is seen', () => {
    expect(text).toMatch(/^\*\*Seen\*\* /m);
  });

  it('is shown by tests that there are', () => {
    const shown = [...text.matchAll(/^- `(test\/\S+\.test\.ts)`: (.+)$/gm)];
    expect(shown.length).toBeGreaterThan(0);
    const missing = shown.filter(([, file = '', title = '']) => !hasTest(file, title));
    expect(missing.map(([line]) => line)).toEqual([]);
  });
});

function hasTest(file: string, title: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes(`'${title}'`);
}
