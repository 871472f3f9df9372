import { type Answer, type AwsService, awsError, callerOf, type Request } from './aws-call.ts';

const prefix = '/_aws/';

/** The services of AWS by the name in their path, `/_aws/<name>`, besides DynamoDB, which has its own port. */
export class AwsGateway {
  readonly #services: Readonly<Record<string, AwsService>>;
  readonly #report: (line: string) => void;
  readonly #calls = new Map<string, number>();

  constructor(services: Readonly<Record<string, AwsService>>, report: (line: string) => void) {
    this.#services = services;
    this.#report = report;
  }

  static takes({ path }: Pick<Request, 'path'>): boolean {
    return path.startsWith(prefix);
  }

  /** How often each function called each action, by `<logical id> <action>`. */
  get calls(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#calls);
  }

  async answer(request: Request): Promise<Answer> {
    const [name = ''] = request.path.slice(prefix.length).split('/');
    const caller = callerOf(request.headers.authorization);
    const service = this.#services[name];
    if (service === undefined) return this.#unknown(caller, request);
    const own = { ...request, path: request.path.slice(prefix.length + name.length) };
    // Here a policy can refuse: who calls and what is known, and nothing has happened yet.
    const call = { ...own, caller, action: service.action(own) };
    const counted = `${caller} ${call.action}`;
    this.#calls.set(counted, (this.#calls.get(counted) ?? 0) + 1);
    return service.answer(call);
  }

  /** A call that must not reach the real AWS by accident, and must not go unseen. */
  #unknown(caller: string, { method, path, headers }: Request): Answer {
    const scope = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? path;
    const message = `${caller} calls ${scope} (${method} ${path}), which has no stand-in in infra/local/services`;
    this.#report(message);
    return awsError('NotImplemented', message, 501);
  }
}

/** The variables that lead an unmodified SDK here; what has no stand-in is led here too, to be refused by name. */
export function endpointsOf(url: string, dynamoDbUrl: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `${url}${prefix}other`,
    AWS_ENDPOINT_URL_CLOUDWATCH: `${url}${prefix}cloudwatch`,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: `${url}${prefix}events`,
    AWS_ENDPOINT_URL_S3: `${url}${prefix}s3`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${url}${prefix}secretsmanager`,
    AWS_ENDPOINT_URL_SESV2: `${url}${prefix}ses`,
  };
}
