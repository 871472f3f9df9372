import type { SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { sha256 } from '../../shared/domain/digest.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { type Delivery, putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { type Counted, deathAfter, failureOf, type Strike } from '../support/faults.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, comingAgain, lambdaContext } from '../support/lambda.ts';
import { type Network, startNetwork, type Told } from '../support/network.ts';

// Thousands of calls, one after the other: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });

/** When everything happens. */
export const NOW = parseInstant('2026-11-04T06:00:00Z');

let network: Network;

/** Gives a test file a network of its own, and stops the clock. */
export function useNetwork(): void {
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  });
  afterEach(() => vi.useRealTimers());
}

/** The environment of a process that nothing strikes. */
export function healthyProcess(table: Table): Readonly<Record<string, string>> {
  return { ...environmentOf({ table, endpoint: network.endpoint }), ...network.newProcess() };
}

const shop = catalogue({
  sources: [
    source({ id: 'am', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/am' } }),
    source({ id: 'probes' }),
    source({ id: 'alarms', type: 'cloudwatch', auth: { type: 'aws' } }),
  ],
  services: [
    service({ monitors: [monitor({ id: 'probe' }), monitor({ id: 'alert', match: { service: 'checkout' } })] }),
    service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] }),
  ],
});

/** What a process does once, and what it is expected to leave behind. */
export interface Scenario {
  /** What was there before; not subject to any crash. */
  readonly prepare: (table: Table) => Promise<void>;
  readonly run: (environment: Readonly<Record<string, string>>) => Promise<unknown>;
  /** For what runs by the clock: ms until it runs again, be there a death or not. */
  readonly everyMs?: number;
}

interface Outcome {
  readonly state: readonly Item[];
  /** What the bus heard, each thing once. */
  readonly told: readonly string[];
  readonly mails: number;
  readonly files: readonly string[];
}

/** Runs a scenario on a table of its own, in one process after the other; in a healthy one unless given. */
export async function play(
  { prepare, run, everyMs = 0 }: Scenario,
  processes: readonly Readonly<Record<string, string>>[] = [network.newProcess()],
): Promise<Outcome> {
  vi.setSystemTime(NOW);
  const table = await network.newTable();
  await publishCatalogue(table, shop, 0);
  await prepare(table);
  for (const notes of [network.told, network.mails, network.files]) notes.length = 0;
  for (const process of processes) {
    const environment = { ...environmentOf({ table, endpoint: network.endpoint }), ...process };
    // What a process answers in its death is heard by nobody: the message comes again all the same.
    await run(environment).catch(() => {});
    await network.quiet();
    vi.setSystemTime(Date.now() + everyMs);
  }
  return {
    state: (await contentsOf(table)).filter(isNoRefusal).map(comparable),
    told: [...new Set(network.told.map(textOf))].sort(),
    mails: network.mails.length,
    files: [...new Set(network.files)],
  };
}

// That a call failed may be told beside the source that it failed for.
function isNoRefusal({ sk }: Item): boolean {
  return !String(sk).startsWith('refused#');
}

// Without what may differ: how often a ticket was taken, and when. What is compressed is told by its digest.
function comparable({ n: _tickets, s: _ticket, recordedAt: _recordedAt, ...item }: Item): Item {
  const readable = ([name, value]: [string, unknown]) => [name, value instanceof Uint8Array ? sha256(value) : value];
  return Object.fromEntries(Object.entries(item).map(readable));
}

function textOf({ type, detail }: Told): string {
  return `${type} ${JSON.stringify(detail)}`;
}

/** A fault that strikes a call, and whether the process lives on to get the message again. */
type Fault = (call: number) => { readonly strike: Strike; readonly place: string; readonly livesOn: boolean };

/** Deaths after each write, and failures of each call or write, which the process has to live with. */
function faultsOf(failing: Counted): readonly Fault[] {
  return [
    (call) => ({ strike: deathAfter(call), place: `death after write ${call}`, livesOn: false }),
    (call) => ({
      strike: failureOf(call, 'lostRequest', failing),
      place: `request ${call} of ${failing} lost`,
      livesOn: true,
    }),
    (call) => ({
      strike: failureOf(call, 'lostAnswer', 'writes'),
      place: `answer to write ${call} lost`,
      livesOn: true,
    }),
  ];
}

/** Plays a scenario with the first, second … call struck by each fault in turn, and then again as the message comes. */
export async function* struck(
  scenario: Scenario,
  failing: Counted,
): AsyncGenerator<Outcome & { readonly place: string }> {
  for (const fault of faultsOf(failing)) {
    for (let call = 1; ; call++) {
      const { strike, place, livesOn } = fault(call);
      const process = network.newProcess(strike.fault);
      const run: Scenario['run'] = (environment) => scenario.run(environment).finally(strike.disarm);
      const outcome = await play({ ...scenario, run }, [process, livesOn ? process : network.newProcess()]);
      if (!strike.hasStruck()) break;
      yield { ...outcome, place };
    }
  }
}

interface Survival {
  /** Which calls fail: all, unless reading is most of the work. */
  readonly failing?: Counted;
  /** Whether what was told in vain need not be told again. */
  readonly mayStaySilent?: boolean;
}

/** Plays all faults; each must leave what a run leaves that nothing struck. @returns the places of the deaths */
export async function survive(
  scenario: Scenario,
  { failing = 'calls', mayStaySilent = false }: Survival = {},
): Promise<readonly string[]> {
  const again = scenario.everyMs === undefined ? [] : [network.newProcess()];
  const expected = await play(scenario, [network.newProcess(), ...again]);
  const deaths: string[] = [];
  for await (const { place, ...outcome } of struck(scenario, failing)) {
    const told = mayStaySilent ? outcome.told : expected.told;
    expect({ place, ...outcome }).toEqual({ place, ...expected, told });
    if (place.startsWith('death')) deaths.push(place);
  }
  return deaths;
}

/** Runs a function in each process: started when it is first wanted, and as it was left when it is wanted again. */
export function inProcess<Module>(
  load: () => Promise<Module>,
  invoke: (module: Module) => Promise<unknown>,
): Scenario['run'] {
  const running = new Map<string | undefined, Promise<Module>>();
  return async (environment) => {
    const name = environment.AWS_ACCESS_KEY_ID;
    const module = running.get(name) ?? startFunction(load, environment);
    running.set(name, module);
    await invoke(await module);
  };
}

/** A function behind a queue, and the messages it gets, as often as they came. */
export function worker(
  load: () => Promise<{ handler: (event: SQSEvent, context: typeof lambdaContext) => Promise<unknown> }>,
  messages: () => readonly object[],
  receives = 1,
): Scenario['run'] {
  return inProcess(load, ({ handler }) => handler(comingAgain(batchOf(...messages()), receives), lambdaContext));
}

/** Leaves these deliveries recorded. */
export async function record(table: Table, ...deliveries: readonly Delivery[]): Promise<void> {
  const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
  await recordDeliveries(table, pointers, recording(await catalogueVersions(table)));
}

/** 128 minutes down in October, told ten minutes ago. */
export const outage = webhook(
  'probes',
  [stateJson('2026-10-14T07:12:00Z', 'down'), stateJson('2026-10-14T09:20:00Z', 'up')],
  '2026-11-04T05:50:00Z',
);
