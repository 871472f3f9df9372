import { describe, expect, it } from 'vitest';
import { closestName } from '../../shared/catalogue/closest-name.ts';

describe('the closest name', () => {
  it.each([
    ['targt', 'target'],
    ['SERVICES', 'services'],
    ['sevrices', 'services'],
    ['di', 'id'],
    ['id', 'id'],
  ])('to %s is %s', (name, meant) => {
    expect(closestName(name, ['target', 'services', 'id'])).toBe(meant);
  });

  it('is none when more than a third of the letters differ', () => {
    expect(closestName('recipients', ['target', 'services', 'id'])).toBeUndefined();
    expect(closestName('x', [])).toBeUndefined();
  });
});
