import { describe, expect, it } from 'vitest';
import { pairsIn, spokenIn } from '../../../shared/sources/reading/spoken.ts';

const DOWN = [/^(\w+) is down$/, /^(\w+) has gone$/];

describe('what a body says', () => {
  it('is found wherever a text of it stands', () => {
    expect(spokenIn({ blocks: [{ text: { text: ' shop is down ' } }] }, DOWN)?.[1]).toBe('shop');
  });

  it('is what the first pattern finds, before what the second does in an earlier text', () => {
    expect(spokenIn(['blog has gone', 'shop is down', 'site is down'], DOWN)?.[1]).toBe('shop');
    expect(spokenIn(['blog has gone'], DOWN)?.[1]).toBe('blog');
  });

  it.each([
    ['no text', { count: 7, shop: null }],
    ['texts deeper than a chat nests them', [[[[[[[[[[['shop is down']]]]]]]]]]]],
    ['a text behind a hundred others', [...Array(100).fill('x'), 'shop is down']],
    ['the end of a long text', `${'x'.repeat(2_000)}\nshop is down`],
  ])('is nothing in %s', (_, body) => {
    expect(spokenIn(body, [/^shop is down$/m])).toBeUndefined();
  });
});

describe('the pairs of a card', () => {
  it('are its fields and facts, wherever they stand', () => {
    const facts = [{ title: 'Status', value: 'Down' }];
    expect(pairsIn([{ fields: [{ name: 'Monitor', value: 'shop' }] }, { body: { facts } }])).toEqual({
      Monitor: 'shop',
      Status: 'Down',
    });
  });

  it.each([[{ name: 'Monitor' }], [{ name: 'Monitor', value: 7 }], ['text'], [null]])('are none in %j', (body) => {
    expect(pairsIn(body)).toEqual({});
  });
});
