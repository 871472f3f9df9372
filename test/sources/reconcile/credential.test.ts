import { expect, it } from 'vitest';
import { credentialHeaders } from '../../../shared/sources/reconcile/credential.ts';

const secret = 'attain/read';

it.each([
  [{ type: 'bearer', secret } as const, 's3cret', { authorization: 'Bearer s3cret' }],
  // base64 of ":uk1_key"
  [{ type: 'basic', username: '', secret } as const, 'uk1_key', { authorization: 'Basic OnVrMV9rZXk=' }],
  [
    { type: 'header', name: 'authorization', prefix: 'Token token=', secret } as const,
    '["new","old"]',
    { authorization: 'Token token=new' },
  ],
])('a credential of type $type is shown in a header', (credential, text, headers) => {
  expect(credentialHeaders(credential, text)).toEqual(headers);
});

it('a secret that is empty is none', () => {
  expect(() => credentialHeaders({ type: 'bearer', secret }, '  ')).toThrow('expected a secret in attain/read');
});
