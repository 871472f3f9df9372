import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { tableNamed } from '../../shared/aws/dynamodb.ts';
import '../support/dynalite.ts';
import { ENGINE_ADDRESS } from './engine.ts';

const address = process.env[ENGINE_ADDRESS];

describe('the store on another engine than dynalite (dynoxide, or ATTAIN_TEST_DYNAMODB)', () => {
  it.skipIf(address === undefined)('is tested against one that answers', async () => {
    const { client } = tableNamed('none', address);
    await expect.poll(() => client.send(new ListTablesCommand({}))).toMatchObject({ TableNames: expect.any(Array) });
  });
});
