import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { connectTable } from '../shared/aws/dynamodb.ts';
import { readFile } from '../shared/aws/files.ts';
import { handler as wrap } from '../shared/aws/handler.ts';
import { logger } from '../shared/aws/powertools.ts';
import { parseCatalogue } from '../shared/catalogue/parse-catalogue.ts';
import { publishCatalogue } from '../shared/store/catalogue-versions.ts';

const table = connectTable();

/**
 * The stack's custom resource: publishes the catalogue file that the deployment carries. Deleting the stack deletes no
 * version. CloudFormation waits for the answer, so one is sent whatever happens.
 */
export const handler = wrap<CloudFormationCustomResourceEvent, void>(async (event) => {
  try {
    const hash = event.RequestType === 'Delete' ? event.PhysicalResourceId : await publish(event.ResourceProperties);
    await respond(event, { Status: 'SUCCESS', PhysicalResourceId: hash });
  } catch (error) {
    logger.error('The catalogue could not be published', { error });
    const PhysicalResourceId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : 'not-published';
    await respond(event, { Status: 'FAILED', PhysicalResourceId, Reason: String(error) });
  }
});

async function publish({ CatalogueBucket, CatalogueKey }: Readonly<Record<string, string>>): Promise<string> {
  const text = await readFile({ bucket: CatalogueBucket ?? '', key: CatalogueKey ?? '' });
  const { version } = await publishCatalogue(table, parseCatalogue(text, { file: 'catalogue.yaml' }), Date.now());
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
