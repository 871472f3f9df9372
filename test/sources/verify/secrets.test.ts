import { describe, expect, it } from 'vitest';
import { activeSecrets } from '../../../shared/sources/verify/secrets.ts';

describe('the active secrets of a stored text', () => {
  it.each([
    ['s3cret', ['s3cret']],
    ['s3cret\n', ['s3cret']],
    ['["new","old"]', ['new', 'old']],
    ['["new"]', ['new']],
    ['["",3,null]', []],
    ['12345', ['12345']],
    ['"quoted"', ['"quoted"']],
    ['', []],
  ])('of %j are %j', (text, secrets) => {
    expect(activeSecrets(text)).toEqual(secrets);
  });
});
