import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectFiles, putFileOnce, readFile } from '../../shared/aws/files.ts';
import { useS3 } from '../support/s3.ts';

const s3 = useS3();
const place = { bucket: 'bodies', key: 'acme/2026-10/R-1 (2).json' };
const PATH = '/bodies/acme/2026-10/R-1%20%282%29.json';
const file = { ...place, body: 'first', contentType: 'application/json' };

beforeEach(() => {
  process.env.AWS_ACCESS_KEY_ID = 'Archive';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_MAX_ATTEMPTS = '3';
  process.env.ATTAIN_BODIES_BUCKET = 'bodies';
});
afterEach(() => {
  process.env.AWS_MAX_ATTEMPTS = '1';
});

describe('a file in S3', () => {
  it('is put, with what it is, and read back byte for byte', async () => {
    const { putOnce, get } = connectFiles();
    const bytes = Buffer.from([0, 255, 31, 139]);
    expect(await putOnce?.('one/two.gz', bytes)).toBe('s3://bodies/one/two.gz');
    expect(s3.headers).toMatchObject({ 'content-type': 'application/gzip', 'if-none-match': '*' });
    expect(s3.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=Archive\/\d{8}\/eu-central-1\/s3\//);
    expect(await get('s3://bodies/one/two.gz')).toEqual(new Uint8Array(bytes));
    expect(s3.calls).toEqual(['PUT /bodies/one/two.gz', 'GET /bodies/one/two.gz']);
  });

  it('that is there already stays as it is', async () => {
    await putFileOnce(file);
    await putFileOnce({ ...file, body: 'second' });
    expect(s3.objects.get(PATH)?.toString()).toBe('first');
  });

  it('that is not there is nothing', async () => {
    expect(await readFile(place)).toBeUndefined();
  });

  it.each([[[503]], [[409]], [['hang up']], [[500, 'hang up']]] as const)(
    'is put all the same after %j',
    async (failures) => {
      s3.failures.push(...failures);
      await putFileOnce(file);
      expect(s3.objects.get(PATH)?.toString()).toBe('first');
      expect(s3.calls).toHaveLength(failures.length + 1);
    },
  );

  it('is given up after three attempts, and the error says that a call failed', async () => {
    s3.failures.push(503, 503, 503);
    await expect(putFileOnce(file)).rejects.toMatchObject({
      name: 'S3Error',
      message: 'expected S3 to do as asked; got 503 SlowDown',
      $metadata: { httpStatusCode: 503 },
    });
    s3.failures.push('hang up', 'hang up', 'hang up');
    await expect(readFile(place)).rejects.toMatchObject({ name: 'S3Error', $metadata: {} });
  });

  it('is not asked for again when that is refused', async () => {
    s3.failures.push(403);
    await expect(readFile(place)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(s3.calls).toHaveLength(1);
  });
});
