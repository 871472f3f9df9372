import { readFileSync } from 'node:fs';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { handler as wrap } from '../shared/aws/handler.ts';
import { logger } from '../shared/aws/powertools.ts';
import type { Catalogue } from '../shared/domain/catalogue.ts';
import { publishCatalogue } from '../shared/store/catalogue-versions.ts';

const table = connectTable();

/**
 * The stack's custom resource: publishes the catalogue that the deployment carries, checked at synthesis and bundled
 * beside this code. Deleting the stack deletes no version. CloudFormation waits for the answer, so one is sent
 * whatever happens.
 */
export const handler = wrap<CloudFormationCustomResourceEvent, void>(async (event) => {
  try {
    const hash = event.RequestType === 'Delete' ? event.PhysicalResourceId : await publish();
    await respond(event, { Status: 'SUCCESS', PhysicalResourceId: hash });
  } catch (error) {
    logger.error('The catalogue could not be published', { error });
    const PhysicalResourceId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : 'not-published';
    await respond(event, { Status: 'FAILED', PhysicalResourceId, Reason: String(error) });
  }
});

async function publish(): Promise<string> {
  const text = readFileSync(new URL('./catalogue.json', import.meta.url), 'utf8');
  const { version } = await publishCatalogue(table, JSON.parse(text) as Catalogue, Date.now());
  return version.hash;
}

async function respond(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: CloudFormationCustomResourceEvent,
  answer: { Status: 'SUCCESS' | 'FAILED'; PhysicalResourceId: string; Reason?: string },
): Promise<void> {
  // CloudFormation takes at most 4 KB in all.
  const Reason = answer.Reason?.slice(0, 2_000);
  const body = JSON.stringify({ ...answer, Reason, StackId, RequestId, LogicalResourceId });
  const response = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`expected CloudFormation to take the answer; got HTTP ${response.status}`);
}
