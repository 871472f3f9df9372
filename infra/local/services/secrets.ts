import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { readIfThere, replaceFile } from '../files.ts';
import {
  type Answer,
  type AwsCall,
  type AwsService,
  awsError,
  json,
  type Request,
  targetOf,
} from '../http/aws-call.ts';
import { arn, type Place } from '../template/names.ts';

const GetSecretValue = z.object({
  SecretId: z.string(),
  VersionStage: z.literal('AWSCURRENT').optional(),
  VersionId: z.undefined().optional(),
});

/**
 * Secrets by name, in a file that only its owner reads. A random value is made for each name the first time it is
 * asked for, so that a laptop is as closed as production; people may edit the file.
 */
export class Secrets {
  readonly #file: string | undefined;
  #inMemory: Record<string, string> = {};

  constructor(file?: string) {
    this.#file = file;
  }

  valueOf(name: string): string {
    const known = this.all[name];
    if (known !== undefined) return known;
    const value = randomBytes(24).toString('base64url');
    this.#keep({ ...this.all, [name]: value });
    return value;
  }

  get all(): Readonly<Record<string, string>> {
    const stored = this.#file === undefined ? undefined : readIfThere(this.#file);
    return stored === undefined ? this.#inMemory : z.record(z.string(), z.string()).parse(JSON.parse(stored));
  }

  #keep(secrets: Record<string, string>): void {
    if (this.#file === undefined) this.#inMemory = secrets;
    else replaceFile(this.#file, `${JSON.stringify(secrets, null, 2)}\n`);
  }
}

/** Secrets Manager, as far as reading the current value. */
export class SecretsManager implements AwsService {
  readonly #secrets: Secrets;
  readonly #place: Place;

  constructor(secrets: Secrets, place: Place) {
    this.#secrets = secrets;
    this.#place = place;
  }

  action = (request: Request): string => `secretsmanager:${targetOf(request)}`;

  answer = ({ action, body }: AwsCall): Answer => {
    if (action !== 'secretsmanager:GetSecretValue')
      return awsError('InvalidRequestException', `No local meaning for ${action}`);
    const parsed = GetSecretValue.safeParse(JSON.parse(body.toString()));
    if (!parsed.success) return awsError('InvalidParameterException', z.prettifyError(parsed.error));
    const name = parsed.data.SecretId.replace(/^arn:aws:secretsmanager:[^:]*:[^:]*:secret:/, '');
    return json({
      ARN: arn('secretsmanager', `secret:${name}`, this.#place),
      Name: name,
      SecretString: this.#secrets.valueOf(name),
      VersionId: '00000000-0000-0000-0000-000000000001',
      VersionStages: ['AWSCURRENT'],
    });
  };
}
