import { vi } from 'vitest';
import type { TestDatabase } from './database.ts';

/** What the stack gives a function as its environment, and where DynamoDB is. */
export function environmentOf({ table, endpoint }: Pick<TestDatabase, 'table' | 'endpoint'>): Record<string, string> {
  return {
    ATTAIN_TABLE: table.name,
    ATTAIN_BUS: 'attain',
    ATTAIN_SECRET_PREFIX: 'attain/',
    ATTAIN_BODIES_BUCKET: 'bodies',
    ATTAIN_REPORTS_BUCKET: 'reports',
    ATTAIN_MAIL_FROM: 'attain@example.com',
    ATTAIN_URL: 'https://attain.example.com',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  };
}

/** A function as a new process runs it: it remembers nothing. `counts` has the sums of the metrics it has counted. */
export async function startFunction<Module>(
  load: () => Promise<Module>,
  environment: Readonly<Record<string, string>>,
): Promise<Module & { readonly counts: Readonly<Record<string, number>> }> {
  vi.resetModules();
  Object.assign(process.env, environment);
  const { metrics } = await import('../../shared/aws/powertools.ts');
  const counts: Record<string, number> = {};
  vi.spyOn(metrics, 'addMetric').mockImplementation((metric, _unit, amount) => {
    counts[metric] = (counts[metric] ?? 0) + amount;
    return metrics;
  });
  return { ...(await load()), counts };
}
