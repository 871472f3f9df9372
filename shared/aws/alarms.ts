import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { environment } from './environment.ts';

const TIMEOUT_MS = 10_000;

/**
 * CloudWatch's alarms, by its JSON protocol: of the one operation that is needed, so that the client's 200 others stay out
 * of the bundle. `AWS_ENDPOINT_URL_CLOUDWATCH` leads elsewhere, as it leads the AWS SDK.
 */
export class Alarms {
  /**
   * The answer of DescribeAlarms, as JSON.
   *
   * @param input https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
   * @throws AlarmsError when it is not 200, whatever fetch throws when there is none within 10 s
   */
  async describe(input: Readonly<Record<string, unknown>>): Promise<string> {
    const { href, host, hostname, pathname, protocol } = new URL(endpoint());
    const body = JSON.stringify(input);
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
    };
    const request = { method: 'POST', protocol, hostname, path: pathname, headers, body };
    const signed = await signer().sign(request);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(href, { method: 'POST', headers: signed.headers, body, redirect: 'error', signal });
    const text = await answer.text();
    if (answer.status !== 200) {
      throw new AlarmsError(answer.status, text.slice(0, 300));
    }
    return text;
  }
}

/** CloudWatch answered, and not with its alarms. */
export class AlarmsError extends Error {
  readonly code = 'ALARMS_FAILED';
  /** Without what it answered. */
  readonly plain: string;
  constructor(status: number, text: string) {
    super(`expected DescribeAlarms to answer 200; got ${status} ${text}`);
    this.name = 'AlarmsError';
    this.plain = `CloudWatch answered with status ${status}`;
  }
}

function endpoint(): string {
  const region = environment('AWS_REGION');
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return process.env.AWS_ENDPOINT_URL_CLOUDWATCH ?? `https://monitoring.${region}.${domain}/`;
}

// The keys of the function's role, which Lambda replaces while the process lives.
function signer(): SignatureV4 {
  const { AWS_SESSION_TOKEN: sessionToken } = process.env;
  return new SignatureV4({
    service: 'monitoring',
    region: environment('AWS_REGION'),
    credentials: {
      accessKeyId: environment('AWS_ACCESS_KEY_ID'),
      secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken !== undefined && sessionToken !== '' && { sessionToken }),
    },
    sha256: Sha256,
  });
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 as the signer wants it: an HMAC where there is a secret. */
class Sha256 {
  readonly #secret: Bytes | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }

  update(data: Bytes): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    if (this.#secret === undefined) return createHash('sha256');
    return createHmac('sha256', typeof this.#secret === 'string' ? this.#secret : bytesOf(this.#secret));
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
