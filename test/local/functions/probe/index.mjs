import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

/** Does what the request's body asks for and answers with what came of it; what the SDK throws is answered by name. */
export async function handler({ body }) {
  const { action, input } = JSON.parse(body);
  try {
    return { value: await actions[action](input) };
  } catch (error) {
    if (action === 'throw') throw error;
    return { error: error.name };
  }
}

const actions = {
  env: () => process.env,
  now: () => ({ now: Date.now(), iso: new Date().toISOString(), text: Date(), fixed: new Date(5).toISOString() }),
  throw: () => {
    throw new RangeError('thrown on purpose');
  },
  crash: () => {
    setTimeout(() => {
      throw new Error('crashed on purpose');
    });
    return new Promise(() => {});
  },
  hang: () => new Promise(() => {}),
  spin: () => {
    for (;;);
  },
  log: (text) => console.log(text),
  mail: (input) => new SESv2Client({}).send(new SendEmailCommand(input)),
  secret: async (SecretId) =>
    (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }))).SecretString,
  put: (input) => new S3Client({}).send(new PutObjectCommand({ Bucket: process.env.BUCKET, ...input })),
  get: async (Key) => {
    const { Body, ContentType } = await new S3Client({}).send(
      new GetObjectCommand({ Bucket: process.env.BUCKET, Key }),
    );
    return { text: await Body.transformToString(), ContentType };
  },
};
