import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secrets } from '../../../infra/local/services/secrets.ts';
import { temporaryFolder } from '../fixture.ts';

it('a secret is made once per name, and kept', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  const made = new Secrets(file).valueOf('attain/a');
  expect(made).toMatch(/^[\w-]{32}$/);
  expect(new Secrets(file).valueOf('attain/a')).toBe(made);
  expect(new Secrets(file).valueOf('attain/b')).not.toBe(made);
});

it('only their owner may read them', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  new Secrets(file).valueOf('attain/a');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('people may change one while the stack runs', () => {
  const file = join(temporaryFolder(), 'secrets.json');
  const secrets = new Secrets(file);
  secrets.valueOf('attain/a');
  writeFileSync(file, '{"attain/a":"[\\"new\\",\\"old\\"]"}');
  expect(secrets.valueOf('attain/a')).toBe('["new","old"]');
});
