import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogueHash } from '../../shared/catalogue/catalogue-hash.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from '../catalogue/minimal-catalogue.ts';
import { attain, withFiles } from './command-line.ts';

const READ = minimalWith('    customer: Acme', '    customer: Acme\n    recipients: [sla@example.com]');
const STRICTER = READ.replace('99.9', '99.95');
let now = Date.UTC(2026, 11, 24);

let server: Server;
let dynamoDbUrl: string;
let tables = 0;
let TableName: string;

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  process.env.AWS_REGION = 'eu-central-1';
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dynamoDbUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

beforeEach(async () => {
  TableName = `attain-${tables++}`;
  await new DynamoDBClient({ endpoint: dynamoDbUrl }).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
});

/** The two answers of `npm start` that say where the table is and what time it is. */
const local: typeof fetch = async (input) => {
  const answers: Record<string, unknown> = {
    '/_local/stack': { url: 'http://localhost:4400', outputs: { TableName }, dynamoDbUrl },
    '/_local/clock': { now: new Date(now++).toISOString() },
  };
  return Response.json(answers[new URL(String(input)).pathname]);
};

async function apply(text: string, options: readonly string[] = ['--yes'], io: Parameters<typeof attain>[1] = {}) {
  return await withFiles({ 'c.yaml': text }, (cwd) =>
    attain(['apply', 'c.yaml', '--to', 'http://localhost:4400', ...options], { cwd, fetch: local, ...io }),
  );
}

function hashOf(text: string): string {
  return catalogueHash(parseCatalogue(text, { file: 'c.yaml' }));
}

describe('attain apply', () => {
  it('publishes the first version, shows what a second changes, and publishes nothing twice', async () => {
    expect(await apply(READ)).toEqual({
      code: 0,
      out: `There is no catalogue yet: this is the first version
Published version ${hashOf(READ)}
Source "alerts" asks for the secret attain/alerts: give it to the sender; npm start keeps it in .attain/secrets.json, or in FOLDER/secrets.json with --data FOLDER
`,
      err: '',
    });
    expect((await apply(STRICTER)).out).toBe(
      `1 difference to the version that holds on 2026-01-01T00:00:00.000Z
~ agreements.acme.services.checkout.targets.availability.target: 99.9 → 99.95
Published version ${hashOf(STRICTER)}
`,
    );
    expect((await apply(`# the same\n${STRICTER}`)).out).toBe(
      `Nothing to publish: this is already version ${hashOf(STRICTER)}\n`,
    );
  });

  it('asks a person, and takes silence for no', async () => {
    const answers = ['', 'y'];
    const io = { interactive: true, ask: async () => answers.shift() ?? '' };
    expect((await apply(READ, [], io)).out).not.toContain('Published');
    expect((await apply(READ, [], io)).out).toContain('Published');
  });

  it('publishes nothing unasked where there is nobody to ask', async () => {
    const { code, err } = await apply(READ, []);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain apply: expected --yes, as nobody is there to ask; got no --yes\n',
    });
  });

  it('has nothing to ask when there is nothing to publish', async () => {
    await apply(READ);
    expect(await apply(READ, [])).toEqual({
      code: 0,
      out: `Nothing to publish: this is already version ${hashOf(READ)}\n`,
      err: '',
    });
  });

  describe('with a source that is new', () => {
    const WITH_DESK = READ.replace(
      'services:\n',
      `  - id: desk
    type: pagerduty
    auth: { type: hmac, header: X-PagerDuty-Signature, prefix: v1=, secret: attain/desk }
    reconcile: { credential: { type: header, name: Authorization, prefix: Token token=, secret: attain/desk-read } }
services:
`,
    );

    it('makes its secret here and says where it is, and what is to be put there', async () => {
      await apply(READ);
      const asked: unknown[] = [];
      const secrets: typeof fetch = async (input, request) => {
        const { pathname } = new URL(String(input));
        if (!pathname.startsWith('/_aws/')) return await local(input);
        asked.push([pathname, request?.headers, request?.body]);
        return Response.json({});
      };
      const { out } = await apply(WITH_DESK, ['--yes'], { fetch: secrets });
      const where = 'npm start keeps it in .attain/secrets.json, or in FOLDER/secrets.json with --data FOLDER';
      expect(out.split('\n').slice(-3)).toEqual([
        `Source "desk" asks for the secret attain/desk: give it to the sender; ${where}`,
        `Source "desk" asks for the secret attain/desk-read: put what the sender's API asks for there; ${where}`,
        '',
      ]);
      expect(asked).toEqual([
        ['/_aws/secretsmanager', { 'x-amz-target': 'secretsmanager.GetSecretValue' }, '{"SecretId":"attain/desk"}'],
      ]);
    });

    it('says how to make its secrets on AWS', async () => {
      process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamoDbUrl;
      const { out } = await withFiles({ 'c.yaml': WITH_DESK }, (cwd) =>
        attain(['apply', 'c.yaml', '--table', TableName, '--yes'], { cwd }),
      );
      delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
      expect(out).toContain(
        'Source "desk" asks for the secret attain/desk: unless it is there, aws secretsmanager create-secret --name attain/desk --secret-string "$(openssl rand -hex 32)", and give the sender the same\n',
      );
      expect(out).toContain('asks for there, with aws secretsmanager create-secret --name attain/desk-read');
    });
  });

  it('publishes nothing that check refuses', async () => {
    const { code, out, err } = await apply(READ.replace('99.9', 'abc'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('c.yaml:29:39: agreements[0].targets[0].target: ');
  });

  it('reaches a table on AWS by its name', async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamoDbUrl;
    const { code, out } = await withFiles({ 'c.yaml': READ }, (cwd) =>
      attain(['apply', 'c.yaml', '--table', TableName, '--yes'], { cwd }),
    );
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    expect(code).toBe(0);
    expect(out).toContain(`Published version ${hashOf(READ)}`);
  });

  it('says where it found no Attain', async () => {
    const { code, err } = await apply(READ, ['--yes'], { fetch: async () => new Response('hello') });
    expect({ code, err }).toEqual({
      code: 3,
      err: 'attain apply: expected an Attain of npm start at http://localhost:4400; got no answer as it gives at /_local/stack. On AWS use --table\n',
    });
  });
});
