import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digest } from '../../shared/domain/digest.ts';
import { catalogueVersions } from '../../shared/store/catalogue-versions.ts';
import { catalogue } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const shop = catalogue();

/** What lies beside the code; undefined: nothing. */
const bundled = vi.hoisted(() => ({ catalogue: undefined as string | undefined }));
vi.mock('node:fs', async (original) => {
  const actual = await original<typeof import('node:fs')>();
  const readFileSync = (path: URL): string => {
    if (!path.pathname.endsWith('/catalogue.json') || bundled.catalogue === undefined) throw new Error(`no ${path}`);
    return bundled.catalogue;
  };
  return { ...actual, readFileSync };
});

/** What CloudFormation was answered. */
const answers: { readonly url: string; readonly request: RequestInit }[] = [];

beforeEach(() => {
  bundled.catalogue = JSON.stringify(shop);
  answers.length = 0;
  vi.stubGlobal('fetch', async (url: string, request: RequestInit) => {
    answers.push({ url, request });
    return new Response();
  });
});
afterEach(() => vi.unstubAllGlobals());

const about = {
  ServiceToken: 'arn:aws:lambda:eu-central-1:123456789012:function:publish',
  ResponseURL: 'https://cloudformation.example.com/answer?signature=s',
  StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Attain/s',
  RequestId: 'r-1',
  LogicalResourceId: 'Publication',
  ResourceType: 'Custom::Catalogue',
};
const ResourceProperties = { ServiceToken: about.ServiceToken, CatalogueHash: digest(shop) };

const create: CloudFormationCustomResourceEvent = { ...about, RequestType: 'Create', ResourceProperties };
const remove: CloudFormationCustomResourceEvent = {
  ...about,
  RequestType: 'Delete',
  PhysicalResourceId: 'c0ffee',
  ResourceProperties,
};
const update: CloudFormationCustomResourceEvent = {
  ...about,
  RequestType: 'Update',
  PhysicalResourceId: 'c0ffee',
  ResourceProperties,
  OldResourceProperties: ResourceProperties,
};

async function run(
  event: CloudFormationCustomResourceEvent,
  environment: Record<string, string> = {},
): Promise<object> {
  const load = () => import('../../functions/publish.ts');
  const { handler } = await startFunction(load, { ...environmentOf(db), ...environment });
  await handler(event, lambdaContext);
  const { url, request } = answers.at(-1) ?? {};
  expect({ url, method: request?.method, headers: request?.headers }).toEqual({
    url: about.ResponseURL,
    method: 'PUT',
    headers: { 'content-type': '' },
  });
  return JSON.parse(String(request?.body));
}

const { StackId, RequestId, LogicalResourceId } = about;
const named = { StackId, RequestId, LogicalResourceId };

describe('a deployment', () => {
  it.each([create, update])('publishes the catalogue that it carries, and answers: $RequestType', async (event) => {
    expect(await run(event)).toEqual({ ...named, Status: 'SUCCESS', PhysicalResourceId: digest(shop) });
    expect(await catalogueVersions(db.table)).toMatchObject([{ hash: digest(shop), catalogue: shop }]);
  });

  it('of the same catalogue publishes nothing new', async () => {
    await run(create);
    expect(await run(update)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: digest(shop) });
    expect(await catalogueVersions(db.table)).toHaveLength(1);
  });

  it('that removes the stack removes no version', async () => {
    await run(create);
    expect(await run(remove)).toEqual({ ...named, Status: 'SUCCESS', PhysicalResourceId: 'c0ffee' });
    expect(await catalogueVersions(db.table)).toHaveLength(1);
  });
});

describe('a deployment that fails', () => {
  it('is answered with the reason, so that CloudFormation does not wait', async () => {
    bundled.catalogue = undefined;
    expect(await run(create)).toEqual({
      ...named,
      Status: 'FAILED',
      PhysicalResourceId: 'not-published',
      Reason: expect.stringMatching(/^Error: no file:.*catalogue\.json$/),
    });
  });

  it('keeps the identity that it had, so that nothing is removed', async () => {
    expect(await run(update, { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' })).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'c0ffee',
      Reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('has a reason short enough for CloudFormation', async () => {
    bundled.catalogue = `{"${'x'.repeat(5_000)}`;
    const { Reason } = (await run(create)) as { Reason?: string };
    expect(Reason?.length).toBeLessThanOrEqual(2_000);
  });

  it('to answer throws: Lambda tries the whole again', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 403 }));
    const { handler } = await startFunction(() => import('../../functions/publish.ts'), environmentOf(db));
    await expect(handler(create, lambdaContext)).rejects.toThrow(
      'expected CloudFormation to take the answer; got HTTP 403',
    );
  });
});
