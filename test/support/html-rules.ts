import { expect } from 'vitest';

const VOID = new Set(['meta', 'br', 'link', 'hr', 'img', 'input']);

/** What every page and mail keeps to, whatever the names in it are: balanced, without scripts or pictures, readable aloud. */
export function expectSoundHtml(html: string): void {
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).toMatch(/<title>[^<]+<\/title>/);
  expect(unbalanced(html)).toEqual([]);
  expect(html).not.toMatch(/<(img|script|iframe|object|embed|form|base|link)\b/i);
  expect(tags(html).filter((tag) => /\son\w+\s*=|javascript:/i.test(unquoted(tag)))).toEqual([]);
  expect(tags(html).filter((tag) => /^<th\b/.test(tag) && !/ scope="(col|row)"/.test(tag))).toEqual([]);
  expect(headings(html)).toEqual(headings(html).toSorted());
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
}

/** Opening and closing tags of a document, style sheets left out. */
export function tags(html: string): string[] {
  return html.replace(/<style>[\s\S]*?<\/style>/g, '').match(/<\/?[a-z][^<>]*?(?:"[^"]*"[^<>]*?)*>/gi) ?? [];
}

/** Text of the document as read aloud: without tags and hidden parts. */
export function textOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function unquoted(tag: string): string {
  return tag.replace(/(?<!href=)"[^"]*"/g, '""');
}

function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const tag of tags(html)) {
    const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
    if (tag.startsWith('</')) {
      if (open.pop() !== name) return [`${tag} closes nothing`];
    } else if (!VOID.has(name) && !tag.endsWith('/>')) open.push(name);
  }
  return open;
}

// One h1, and then only h2: an outline without holes.
function headings(html: string): string[] {
  const found = [...html.matchAll(/<(h[1-6])\b/g)].map(([, name]) => name ?? '');
  expect(found.filter((name) => name === 'h1')).toHaveLength(1);
  return found;
}
