import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Assembly } from './assembly.ts';
import { Assets } from './assets.ts';
import type { Clock } from './clock.ts';
import { setAsideLarge } from './files.ts';
import { AwsGateway, endpointsOf } from './http/aws-gateway.ts';
import { Functions } from './lambda/functions.ts';
import { busesOf } from './services/buses.ts';
import { CloudWatch } from './services/cloudwatch.ts';
import { CustomResources } from './services/custom-resources.ts';
import { DynamoDb } from './services/dynamodb.ts';
import type { EventSource } from './services/event-source.ts';
import { eventSourcesOf } from './services/event-sources.ts';
import { EventBridge } from './services/eventbridge.ts';
import { FrontDoor } from './services/front-door.ts';
import { type Route, routesOf } from './services/http-routes.ts';
import { Inbox } from './services/inbox.ts';
import { Queues } from './services/queues.ts';
import { rulesOf } from './services/rules.ts';
import { bucketsOf, S3 } from './services/s3.ts';
import { Scheduler } from './services/scheduler.ts';
import { schedulesOf } from './services/schedules.ts';
import { Secrets, SecretsManager } from './services/secrets.ts';
import { identitiesOf, Ses } from './services/ses.ts';
import { tablesOf } from './services/tables.ts';
import { checkTypes } from './template/resource-types.ts';
import { Stack } from './template/stack.ts';
import { readTemplate } from './template/template.ts';

/** A log larger than this begins anew at the next start; the old one stays beside it until the next time. */
const largestLogBytes = 20_000_000;

export interface RuntimeSettings {
  readonly assembly: Assembly;
  readonly clock: Clock;
  /** Where this machine serves the stack. */
  readonly url: string;
  /** Where everything lives. */
  readonly folder: string;
  /** Whether data outlives the process. */
  readonly durable: boolean;
  /** Gets what people at the terminal should know: who says it, and a line. */
  readonly report: (who: string, line: string) => void;
}

/** Messages per queue that nobody works on: failed and waiting for their next try, or given up on. */
export interface Leftovers {
  readonly waiting: Readonly<Record<string, number>>;
  readonly dead: Readonly<Record<string, number>>;
}

/** What has happened since the start; who calls is named by logical id. */
export interface Usage {
  /** SDK calls by `<caller> <action>`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Capacity units of DynamoDB by `<caller> <action>`. */
  readonly units: Readonly<Record<string, number>>;
  /** Invocations by name of the function's log. */
  readonly invocations: Readonly<Record<string, number>>;
}

/** The parts of a running stack, each made from the template. */
export class Runtime {
  readonly stack: Stack;
  readonly routes: readonly Route[];
  readonly gateway: AwsGateway;
  readonly frontDoor = new FrontDoor();
  readonly inbox: Inbox;
  readonly secrets: Secrets;
  readonly eventBridge: EventBridge;
  readonly customResources: CustomResources;
  readonly #database: DynamoDb;
  readonly #queues: Queues;
  readonly #functions: Functions;
  readonly #scheduler: Scheduler;
  readonly #clock: Clock;
  #sources: readonly EventSource[] = [];

  /** @throws TemplateError for whatever in the template has no local meaning; LocalError when the data cannot be used */
  static async start(settings: RuntimeSettings): Promise<Runtime> {
    const { assembly, url } = settings;
    const stack = new Stack(readTemplate(assembly.templateFile), { ...assembly, url });
    checkTypes(stack);
    const path = settings.durable ? { path: join(settings.folder, 'dynamodb') } : {};
    const database = await DynamoDb.start(path, tablesOf(stack));
    try {
      return new Runtime(stack, database, settings);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private constructor(stack: Stack, database: DynamoDb, settings: RuntimeSettings) {
    const { assembly, clock, url, folder, durable } = settings;
    const report = (line: string) => settings.report('local', line);
    const file = (name: string) => (durable ? { file: join(folder, name) } : {});
    const assets = new Assets(assembly.assetsFile, assembly.folder, stack.place);
    setAsideLarge(join(folder, 'logs'), largestLogBytes);
    this.stack = stack;
    this.#clock = clock;
    this.#database = database;
    this.#queues = new Queues(stack, { clock, report, ...(durable && { folder: join(folder, 'queues') }) });
    this.#functions = new Functions(stack, {
      assets,
      clock,
      logFolder: join(folder, 'logs'),
      endpoints: endpointsOf(url, database.url),
      report: settings.report,
    });
    this.inbox = new Inbox({ clock, ...file('mail.ndjson') });
    this.secrets = new Secrets(file('secrets.json').file);
    this.customResources = new CustomResources(file('custom-resources.json').file);
    this.eventBridge = new EventBridge({
      rules: rulesOf(stack, this.#queues),
      buses: busesOf(stack),
      place: stack.place,
      clock,
      report,
    });
    this.#scheduler = new Scheduler(schedulesOf(stack, { queues: this.#queues, clock }), {
      clock,
      ...file('schedules.json'),
    });
    this.routes = routesOf(stack, this.#functions);
    this.gateway = new AwsGateway(
      {
        cloudwatch: new CloudWatch(),
        events: this.eventBridge,
        s3: new S3({ buckets: bucketsOf(stack), folder: join(folder, 's3'), assets }),
        secretsmanager: new SecretsManager(this.secrets, stack.place),
        ses: new Ses(this.inbox, identitiesOf(stack)),
      },
      report,
    );
  }

  /** Brings the custom resources up to date, and then lets functions have what waits in their queues. */
  async deploy(): Promise<void> {
    await this.customResources.deploy(this.stack, this.#functions);
    this.#sources = eventSourcesOf(this.stack, {
      queues: this.#queues,
      functions: this.#functions,
      clock: this.#clock,
      frontDoor: this.frontDoor,
    });
  }

  get dynamoDbUrl(): string {
    return this.#database.url;
  }

  startSchedules(): void {
    this.#scheduler.start();
  }

  async usage(): Promise<Usage> {
    const { calls, units } = await this.#database.usage();
    return { calls: { ...calls, ...this.gateway.calls }, units, invocations: this.#functions.invocations };
  }

  /** Messages that wait for a function or are with one. */
  get pending(): number {
    return this.#sources.reduce((sum, { pending }) => sum + pending, 0);
  }

  /** Resolves once no message waits for a function and none runs. */
  async idle(): Promise<Leftovers> {
    while (this.#functions.running > 0 || this.pending > 0) await sleep(5);
    return { waiting: this.#count('waiting'), dead: this.#count('visible') };
  }

  async close(): Promise<void> {
    this.#scheduler.close();
    for (const source of this.#sources) source.close();
    await this.#functions.close();
    for (const queue of this.#queues.all) queue.close();
    this.inbox.close();
    await this.#database.close();
  }

  #count(state: 'waiting' | 'visible'): Readonly<Record<string, number>> {
    const entries = this.#queues.all.map(({ settings, counts }) => [settings.name, counts[state]] as const);
    return Object.fromEntries(entries.filter(([, count]) => count > 0));
  }
}
