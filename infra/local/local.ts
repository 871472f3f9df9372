import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '../../shared/domain/instant.ts';
import { readAssembly } from './assembly.ts';
import { Clock } from './clock.ts';
import { type Answer, json, type Request } from './http/aws-call.ts';
import { AwsGateway } from './http/aws-gateway.ts';
import { answerLocally } from './http/local-endpoints.ts';
import { isFromThisMachine } from './http/loopback.ts';
import { close, listen, serverOf } from './http/server.ts';
import { type Leftovers, Runtime, type Usage } from './runtime.ts';
import type { BusEvent } from './services/eventbridge.ts';
import { callRoute, findRoute, largestBody } from './services/http-api.ts';
import type { Mail } from './services/inbox.ts';
import { mailPage } from './services/mail-pages.ts';
import type { Secrets } from './services/secrets.ts';
import { synthesized } from './synthesize.ts';

export interface LocalOptions {
  /** Folder of a cloud assembly; without it this project is synthesized. */
  readonly assembly?: string;
  /** The catalogue to publish instead of the one in cdk.json; for a synthesized project only. */
  readonly catalogue?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where data lives and outlives the process; without it, nothing does. */
  readonly folder?: string;
  /** Whether schedules fire from the start; otherwise they wait for `startSchedules`. */
  readonly schedules?: boolean;
  /** Gets errors of functions and the like, one line each. */
  readonly report?: (who: string, line: string) => void;
}

/** A stack that runs in this process. */
export interface LocalAttain {
  readonly url: string;
  /** The template's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Physical names by logical id. */
  readonly resources: Readonly<Record<string, string>>;
  /** Where the command line reaches the table. */
  readonly dynamoDbUrl: string;
  readonly secrets: Pick<Secrets, 'valueOf' | 'all'>;
  readonly mails: () => readonly Mail[];
  /** The stack's time, epoch ms. */
  readonly now: () => number;
  /** Moves the clock ahead, to epoch ms or an ISO instant. @throws LocalError when it would go back */
  readonly setClock: (to: number | string) => void;
  readonly startSchedules: () => void;
  /** Messages that wait for a function or are with one. */
  readonly pending: () => number;
  /** Resolves once no message waits for a function and none runs; says what waits out a failure and what is dead. */
  readonly idle: () => Promise<Leftovers>;
  /** SDK calls, capacity units and invocations so far. */
  readonly usage: () => Promise<Usage>;
  /** Puts an event on the default bus, where AWS services put theirs; gives its id. */
  readonly publishEvent: (event: BusEvent) => string;
  readonly close: () => Promise<void>;
}

/**
 * Runs the synthesized stack in this process, on the loopback address.
 *
 * @throws TemplateError for whatever in the template has no local meaning; LocalError when port or data are in use
 * @example const local = await startLocal(); await fetch(`${local.url}/health`); await local.close();
 */
export async function startLocal(options: LocalOptions = {}): Promise<LocalAttain> {
  const assembly = readAssembly(options.assembly ?? (await synthesized(options)));
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'attain-'));
  const durable = options.folder !== undefined;
  const clock = new Clock(durable ? join(folder, 'clock.json') : undefined);
  let answer: (request: Request) => Answer | Promise<Answer> = () => json({ message: 'Starting' }, 503);
  const server = serverOf((request) => answer(request), { largestBody });
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const end = async (runtime?: Runtime) => {
    await close(server);
    await runtime?.close();
    if (!durable) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const runtime = await Runtime.start({
      assembly,
      clock,
      url,
      folder,
      durable,
      report: options.report ?? (() => {}),
    });
    const local = localOf(runtime, { url, clock, close: () => end(runtime) });
    answer = (request) => answerTo(request, runtime, { local, clock });
    await runtime.deploy().catch((error) => runtime.close().then(() => Promise.reject(error)));
    if (options.schedules ?? true) local.startSchedules();
    return local;
  } catch (error) {
    await end();
    throw error;
  }
}

interface Around {
  readonly local: LocalAttain;
  readonly clock: Clock;
}

/** SDK calls, the pages of this machine, and then whatever the template routes. */
function answerTo(request: Request, runtime: Runtime, { local, clock }: Around): Answer | Promise<Answer> {
  const { method, path, headers } = request;
  if (AwsGateway.takes(request)) return runtime.gateway.answer(request);
  if (path.startsWith('/_local/responses/') && method === 'PUT') {
    const heard = runtime.customResources.hear(path.slice('/_local/responses/'.length), request.body);
    return json({}, heard ? 200 : 404);
  }
  const found = findRoute(runtime.routes, request);
  const isOurs = path.startsWith('/_local/') || /^\/mail(\.json)?(\/|$)/.test(path);
  if ((isOurs || found?.route.authorized) && !isFromThisMachine(headers)) {
    return json({ message: 'Forbidden: this page is for this machine, by the name localhost or 127.0.0.1' }, 403);
  }
  if (path.startsWith('/_local/')) return answerLocally(request, local);
  if (isOurs) return mailPage(request, runtime.inbox) ?? json({ message: 'No such mail' }, 404);
  if (found === undefined) return json({ message: 'Not Found' }, 404);
  return runtime.frontDoor.during(callRoute(found, request, { place: runtime.stack.place, clock }));
}

function localOf(
  runtime: Runtime,
  { url, clock, close }: { readonly url: string; readonly clock: Clock; readonly close: () => Promise<void> },
): LocalAttain {
  return {
    url,
    outputs: runtime.stack.outputs,
    resources: Object.fromEntries(runtime.stack.resources.map(({ logicalId, name }) => [logicalId, name])),
    dynamoDbUrl: runtime.dynamoDbUrl,
    secrets: runtime.secrets,
    mails: () => runtime.inbox.mails,
    now: () => clock.now(),
    setClock: (to) => clock.set(typeof to === 'string' ? parseInstant(to) : to),
    startSchedules: () => runtime.startSchedules(),
    pending: () => runtime.pending,
    idle: () => runtime.idle(),
    usage: () => runtime.usage(),
    publishEvent: (event) => runtime.eventBridge.publish('default', event),
    close,
  };
}
