import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type SynthesizeOptions, synthesize } from '../../infra/aws/synthesize.ts';

/** Runs `use` with a folder that is gone afterwards. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'attain-infra-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The assembly as it would be deployed, with a small catalogue in place of the example. */
export async function assemblyOf(
  folder: string,
  { catalogue = closedCatalogue, context, ...options }: Partial<SynthesizeOptions> & { catalogue?: string } = {},
): Promise<CloudAssembly> {
  const path = join(folder, 'catalogue.yaml');
  writeFileSync(path, catalogue);
  return synthesize({ outdir: join(folder, 'out'), ...options, context: { 'attain:catalogue': path, ...context } });
}

/** The template alone; unchecked, which is four times as quick. */
export async function templateOf(context?: Readonly<Record<string, unknown>>): Promise<Template> {
  return inTemporaryFolder(async (folder) => {
    const assembly = await assemblyOf(folder, { validate: false, ...(context && { context }) });
    return Template.fromJSON(assembly.getStackByName('Attain').template);
  });
}

/** `RecordQueueC2932324` //=> `RecordQueue` */
export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

export function catalogueWith(auth: string): string {
  return `
organization:
  name: Example
  owner: { name: Ada Example, email: ada@example.com }
effectiveFrom: 2026-01-01T00:00:00Z
sources:
  - id: monitoring
    type: generic
    auth: ${auth}
services:
  - id: checkout
    name: Checkout
    monitors:
      - id: probe
        match: { monitor: checkout-probe }
`;
}

const closedCatalogue = catalogueWith('{ type: bearer, secret: attain/monitoring }');
