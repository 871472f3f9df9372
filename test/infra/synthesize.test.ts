import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/aws/synthesize.ts';
import { assemblyOf, catalogueWith, inTemporaryFolder } from './template.ts';

describe('synthesis', () => {
  it('of what is in the repository passes cdk-nag and CloudFormation, and is the same when run locally', async () => {
    await inTemporaryFolder(async (folder) => {
      const [first, second] = [join(folder, 'first'), join(folder, 'second')];
      await synthesize({ outdir: first });
      await synthesize({ outdir: second, local: true });
      for (const file of ['Attain.template.json', 'Attain.assets.json']) {
        expect(readFileSync(join(second, file), 'utf8')).toBe(readFileSync(join(first, file), 'utf8'));
      }
    });
  }, 120_000);

  it('refuses a catalogue with an open source', async () => {
    const refused = inTemporaryFolder((folder) => assemblyOf(folder, { catalogue: catalogueWith('{ type: open }') }));
    await expect(refused).rejects.toThrow(
      'expected every source to ask for a secret (auth bearer, basic or hmac); open: monitoring',
    );
  });

  it('accepts an open source for the local runtime', async () => {
    await inTemporaryFolder(async (folder) => {
      const assembly = await assemblyOf(folder, { catalogue: catalogueWith('{ type: open }'), local: true });
      expect(assembly.stacks.map(({ stackName }) => stackName)).toEqual(['Attain']);
    });
  });

  it('refuses a catalogue with a mistake, and says where it is', async () => {
    const refused = inTemporaryFolder((folder) => assemblyOf(folder, { catalogue: catalogueWith('{ type: bearr }') }));
    await expect(refused).rejects.toThrow(/catalogue\.yaml:9:\d+: sources\[0\]\.auth/);
  });

  it('refuses a catalogue that is not there', async () => {
    const refused = synthesize({ outdir: 'nowhere', context: { 'attain:catalogue': '/nowhere/catalogue.yaml' } });
    await expect(refused).rejects.toThrow('nowhere/catalogue.yaml, where attain:catalogue says it is');
  });

  it('refuses a wrong setting', async () => {
    const refused = synthesize({ outdir: 'nowhere', context: { 'attain:web': { type: 'none' } } });
    await expect(refused).rejects.toThrow('attain:web.type: expected iam or jwt');
  });
});
