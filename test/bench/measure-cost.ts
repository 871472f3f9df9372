import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { createTable } from '../support/dynalite.ts';
import { batchOf } from '../support/lambda.ts';
import { benchCatalogue } from './bench-catalogue.ts';
import { fillHistory, kinds, MINUTE_MS, NOON, newAlert, SERVICES } from './cost-scenario.ts';
import { type Meter, startMeter } from './meter.ts';
import { type Functions, loadFunctions, run, runPipeline, type Work, type WorkByFunction } from './pipeline.ts';
import { addUp } from './price.ts';
import type { BenchOptions } from './section.ts';

/** What a call from Lambda to a service in its region takes, assumed. */
export const LATENCY_MS = 5;

const SECRET_TEXT = 'bench-secret';

/** What webhooks of a kind made each function do. */
export interface MeasuredKind {
  readonly kind: string;
  readonly webhooks: number;
  readonly work: WorkByFunction;
}

/** What a scheduled run does when there is nothing to do. */
export interface MeasuredSchedule {
  readonly name: string;
  readonly everyMinutes: number;
  readonly work: Work;
}

interface Measured {
  readonly kinds: readonly MeasuredKind[];
  readonly schedules: readonly MeasuredSchedule[];
}

let known: Promise<Measured> | undefined;

/** Measured once, for all sections that show a side of it. */
export function measuredCost(options: BenchOptions): Promise<Measured> {
  known ??= measure(options);
  return known;
}

async function measure({ quick }: BenchOptions): Promise<Measured> {
  const meter = await startMeter({ latencyMs: LATENCY_MS, secret: SECRET_TEXT });
  const clock = startClock(NOON);
  try {
    const table = await createTable(meter.endpoint);
    const functions = await loadFunctions({ ATTAIN_TABLE: table.name, AWS_ENDPOINT_URL: meter.endpoint });
    await publishCatalogue(table, parseCatalogue(benchCatalogue(SERVICES, { heartbeat: true }), { file: 'bench' }), 0);
    await fillHistory(table);
    const stand = { meter, clock, functions };
    return { kinds: await measureKinds(stand, quick ? 3 : 10), schedules: await measureSchedules(stand) };
  } finally {
    clock.stop();
    await meter.close();
  }
}

interface Stand {
  readonly meter: Meter;
  readonly clock: Clock;
  readonly functions: Functions;
}

/** Each kind one webhook at a time, and an incident in which many come at once. */
async function measureKinds({ meter, clock, functions }: Stand, samples: number): Promise<MeasuredKind[]> {
  const pass = (bodies: readonly string[]) => runPipeline(functions, { meter, secret: SECRET_TEXT }, bodies);
  // Whatever is read once and remembered has been read.
  await pass([newAlert('warm-up', 0)]);
  const measured: MeasuredKind[] = [];
  for (const [kind, bodyOf] of Object.entries(kinds)) {
    const works: WorkByFunction[] = [];
    // A minute later, so that the same bytes are another delivery.
    clock.move(MINUTE_MS);
    for (let number = 0; number < samples; number++) works.push(await pass([bodyOf(number)]));
    measured.push({ kind, webhooks: samples, work: addUp(works) });
  }
  const storm = Array.from({ length: 100 }, (_, number) => newAlert(`storm${number}`, number));
  return [...measured, { kind: '100 new outages at once', webhooks: storm.length, work: await pass(storm) }];
}

async function measureSchedules({ meter, clock, functions }: Stand): Promise<MeasuredSchedule[]> {
  const measured: MeasuredSchedule[] = [];
  for (const { name, type, everyMinutes } of SCHEDULES) {
    const runOnce = () => run(meter, functions[name], [batchOf({ type })]);
    // The first run catches up with what happened before; the second one is like all that follow.
    clock.move(60 * MINUTE_MS);
    await runOnce();
    clock.move(everyMinutes * MINUTE_MS);
    measured.push({ name, everyMinutes, work: await runOnce() });
  }
  return measured;
}

const SCHEDULES = [
  { name: 'assess', type: 'AssessAll', everyMinutes: 5 },
  { name: 'sweep', type: 'Sweep', everyMinutes: 5 },
] as const;

interface Clock {
  readonly move: (byMs: number) => void;
  readonly stop: () => void;
}

/** Lets the functions, which run in this process, live at another time. */
function startClock(at: number): Clock {
  const realNow = Date.now;
  let movedMs = at - realNow();
  Date.now = () => realNow() + movedMs;
  return {
    move: (byMs) => {
      movedMs += byMs;
    },
    stop: () => {
      Date.now = realNow;
    },
  };
}
