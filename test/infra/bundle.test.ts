import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunctions, functionNames, projectRoot } from '../../infra/aws/bundle.ts';
import { withPlainKeys } from '../../infra/aws/slim-sdk.ts';
import { inTemporaryFolder } from './template.ts';

/** Nothing of ours: what a function brings along before it does anything. */
const everyDependency = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Logger } from '@aws-lambda-powertools/logger';
import { BatchProcessor, EventType } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
const batch = new BatchProcessor(EventType.SQS, new Logger());
export const handler = middy(async () => [await client.send(new PutCommand({ TableName: 't', Item: {} })), batch])
  .use(logMetrics(new Metrics({ namespace: 'Test' })));
`;

describe('bundles', () => {
  it('of the functions are each below 500 KB', async () => {
    await inTemporaryFolder(async (folder) => {
      const bundles = await bundleFunctions({ outdir: folder });
      expect(bundles.map(({ name }) => name)).toEqual(functionNames());
      for (const { name, bytes } of bundles) expect(bytes, name).toBeLessThan(500_000);
    });
  });

  it('load under plain Node, and hold everything they need', async () => {
    await inTemporaryFolder(async (folder) => {
      // Bundled inside the project, where the packages are, and run outside of it, where they are not.
      const source = join(projectRoot, 'node_modules', '.bundle-test');
      mkdirSync(source, { recursive: true });
      writeFileSync(join(source, 'probe.ts'), everyDependency);
      await bundleFunctions({ outdir: folder, source });
      rmSync(source, { recursive: true });
      const script = `import(${JSON.stringify(join(folder, 'probe/index.mjs'))}).then((m) => console.log(typeof m.handler))`;
      const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout).toBe('function\n');
    });
  });

  it('keep the names of our errors, which reach people and logs, though classes lose theirs', async () => {
    await inTemporaryFolder(async (folder) => {
      const source = join(folder, 'source');
      mkdirSync(source);
      const errors = JSON.stringify(join(projectRoot, 'shared/domain/errors.ts'));
      writeFileSync(
        join(source, 'probe.ts'),
        `import * as errors from ${errors}; export const { InvalidInputError, InvariantError, RecountDiffersError } = errors;`,
      );
      await bundleFunctions({ outdir: join(folder, 'out'), source });
      const { InvalidInputError, InvariantError, RecountDiffersError } = await import(
        join(folder, 'out/probe/index.mjs')
      );
      const names = [InvalidInputError, InvariantError, RecountDiffersError].map((type) => String(new type('why')));
      expect(names).toEqual(['InvalidInputError: why', 'InvariantError: why', 'RecountDiffersError: why']);
    });
  });

  it('come out the same, whatever folder they go to', async () => {
    await inTemporaryFolder(async (folder) => {
      const [first, second] = [join(folder, 'first'), join(folder, 'deeper/second')];
      await bundleFunctions({ outdir: first });
      await bundleFunctions({ outdir: second });
      for (const name of functionNames()) {
        expect(readFileSync(join(second, name, 'index.mjs'), 'utf8')).toBe(
          readFileSync(join(first, name, 'index.mjs'), 'utf8'),
        );
      }
    });
  });
});

describe('plain keys', () => {
  it('take the place of constants, so that a bundler can see that the object does nothing', () => {
    expect(withPlainKeys('const _h = "http";\nvar put = { [_h]: ["PUT"] };')).toBe(
      'const _h = "http";\nvar put = { "http": ["PUT"] };',
    );
  });

  it('leave other computed keys alone', () => {
    expect(withPlainKeys('var put = { [_h]: 1, [name()]: 2 };')).toBe('var put = { [_h]: 1, [name()]: 2 };');
  });
});
