import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './errors.ts';

const Artifact = z.looseObject({
  type: z.string(),
  environment: z.string().optional(),
  properties: z.looseObject({ templateFile: z.string().optional(), file: z.string().optional() }).optional(),
});
const Manifest = z.looseObject({ artifacts: z.record(z.string(), Artifact) });

/** The one stack of a cloud assembly: what `cdk synth` writes and this runtime runs. */
export interface Assembly {
  readonly folder: string;
  readonly stackName: string;
  readonly templateFile: string;
  readonly assetsFile: string;
  readonly account: string;
  readonly region: string;
}

/** @throws TemplateError when the folder holds no stack, or more than one */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack, ...others] = stacks;
  if (stack === undefined || others.length > 0) {
    throw new TemplateError(
      `Expected one stack in ${folder}, got ${stacks.map(([name]) => name).join(', ') || 'none'}`,
    );
  }
  const [stackName, { environment, properties }] = stack;
  const assets = Object.values(artifacts).find(({ type }) => type === 'cdk:asset-manifest');
  return {
    folder,
    stackName,
    templateFile: join(folder, properties?.templateFile ?? `${stackName}.template.json`),
    assetsFile: join(folder, assets?.properties?.file ?? `${stackName}.assets.json`),
    ...placeOf(environment ?? ''),
  };
}

/** A stack for any account and region gets made-up ones. */
function placeOf(environment: string): { readonly account: string; readonly region: string } {
  const [, account = 'unknown-account', region = 'unknown-region'] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  return {
    account: account === 'unknown-account' ? '000000000000' : account,
    region: region === 'unknown-region' ? 'eu-central-1' : region,
  };
}
