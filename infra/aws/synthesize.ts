import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// Here and elsewhere `aws-cdk-lib/core` and not `aws-cdk-lib`: as an ES module that one takes 0.3 s longer to load.
import { App, Validations } from 'aws-cdk-lib/core';
import { type CloudAssembly, CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';
import { digest } from '../../shared/domain/digest.ts';
import { AttainStack } from './attain-stack.ts';
import { bundleFunctions, projectRoot } from './bundle.ts';
import { readCatalogue } from './read-catalogue.ts';
import { settingsOf } from './settings.ts';

export interface SynthesizeOptions {
  /** Where the cloud assembly goes: templates, asset manifest, assets, and the bundles they are made of. */
  readonly outdir: string;
  /** For the local runtime: a catalogue with open sources is accepted. The template is the same. */
  readonly local?: boolean;
  /** Settings and feature flags that win over those of cdk.json. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Whether to check the template against cdk-nag and CloudFormation's own rules; a finding is an error. */
  readonly validate?: boolean;
}

/**
 * Bundles the functions and writes the cloud assembly, with the settings of cdk.json.
 *
 * @throws InvalidInputError for a wrong setting or catalogue, and whatever the validators find
 * @example (await synthesize({ outdir: 'cdk.out' })).getStackByName('Attain').template
 */
export async function synthesize(options: SynthesizeOptions): Promise<CloudAssembly> {
  const { outdir, local = false, context = {}, validate = !local } = options;
  const app = new App({
    outdir,
    context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...contextOfCdkJson() },
    postCliContext: { ...context, ...(local && { 'attain:local': true }) },
    analyticsReporting: false,
    autoSynth: false,
    builtinCloudFormationValidation: validate,
  });
  const settings = settingsOf(app.node.getAllContext());
  const catalogue = readCatalogue(settings);
  const bundles = join(outdir, 'bundles');
  await bundleFunctions({ outdir: bundles });
  writeFileSync(join(bundles, 'publish', 'catalogue.json'), canonicalJson(catalogue));
  new AttainStack(app, settings.stackName, { settings, bundles, catalogueHash: digest(catalogue) });
  if (validate) await addChecks(app);
  return app.synth();
}

/** Loaded only when asked for, as `npm start` should not wait a quarter of a second for it. */
async function addChecks(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

function contextOfCdkJson(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')).context;
}
