import { writeFileSync } from 'node:fs';
import { parseInstant } from '../shared/domain/instant.ts';
import type { Signal, StateSignal } from '../shared/domain/signal.ts';
import { formatSignalLine } from '../shared/sources/signals/signal-lines.ts';
import { randomNumbers } from './random.ts';
import {
  ALARM,
  ALERTS,
  DEAD_FEED,
  FAILURES,
  type Failure,
  FLAPPING,
  INCIDENTS,
  type IncidentStory,
  MAINTENANCE,
  type Work,
} from './story.ts';

/*
 * Writes examples/signals.ndjson: `node examples/generate-signals.ts`. The same story and seed give the same bytes,
 * which a test holds it to. Lines stand in the order in which they arrived: some late, some twice.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const FIRST = parseInstant('2026-08-01T00:00:00+02:00');
const LAST = parseInstant('2026-11-19T12:00:00+01:00');
const PROBED = ['storefront', 'checkout', 'payments', 'login'] as const;

/** A signal and when it arrived, epoch ms. */
interface Arrival {
  readonly signal: Signal;
  readonly arrivedAt: number;
}

/** The lines of examples/signals.ndjson. */
export function exampleSignals(): string {
  const random = randomNumbers(20_261_120);
  const arrivals = [
    ...PROBED.flatMap((service) => firstProbe(service)),
    ...FAILURES.flatMap(failure),
    ...flapping(random),
    ...PROBED.flatMap((service) => blips(service, random)),
    ...ALERTS.flatMap(({ service, start, end, lost }) => alert({ service, start, end, title: 'EndpointDown', lost })),
    ...alarm(),
    ...heartbeats(random),
    ...MAINTENANCE.flatMap(work),
    ...INCIDENTS.flatMap(incident),
    ...requestCounts(random),
  ];
  return arrivals
    .map((arrival) => delayed(arrival, random))
    .flatMap((arrival) => repeated(arrival, random))
    .sort((a, b) => a.arrivedAt - b.arrivedAt)
    .map(({ signal }) => `${formatSignalLine(signal)}\n`)
    .join('');
}

function firstProbe(service: string): Arrival[] {
  return seen({ ...probe(service), state: 'up', at: FIRST - HOUR, previous: 'pending' });
}

function failure({ service, start, end, state: said, title, alert: fired, hoursLate = 0 }: Failure): Arrival[] {
  const state = said ?? 'down';
  const bad = { ...probe(service), title };
  const since = parseInstant(start);
  const probed = [
    ...seen({ ...bad, state, at: since, previous: 'up' }),
    ...seen({ ...bad, state: 'up', at: parseInstant(end), previous: state, since }),
  ];
  return [
    ...probed.map(({ signal, arrivedAt }) => ({ signal, arrivedAt: arrivedAt + hoursLate * HOUR })),
    ...(fired === undefined ? [] : alert({ service, ...fired, title: 'EndpointDown', lost: false })),
  ];
}

// An Alertmanager says again every four hours what still fires; the fingerprint is the same for the same labels.
function alert(fired: { service: string; start: string; end: string; title: string; lost: boolean }): Arrival[] {
  const { service, title, lost } = fired;
  const [since, until] = [parseInstant(fired.start), parseInstant(fired.end)];
  const labels = { alertname: title, service, severity: 'critical', instance: `https://${service}.example.com/health` };
  const stream = { kind: 'state', monitor: `${service}-endpoint-down`, labels, title } as const;
  const resolved = seen({ ...stream, state: 'up', at: until, previous: 'down', since });
  return lost ? resolved : [...seen({ ...stream, state: 'down', at: since }), ...resolved];
}

function alarm(): Arrival[] {
  const monitor = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:payments-errors';
  const labels = { account: '123456789012', alarmName: 'payments-errors', region: 'eu-central-1' };
  const stream = { kind: 'state', monitor, labels, title: 'payments-errors' } as const;
  return [
    ...seen({ ...stream, state: 'down', at: parseInstant(ALARM.start), previous: 'up' }),
    ...seen({ ...stream, state: 'up', at: parseInstant(ALARM.end), previous: 'down' }),
  ];
}

function flapping(random: () => number): Arrival[] {
  const start = parseInstant(FLAPPING.start);
  const gap = (parseInstant(FLAPPING.end) - start) / FLAPPING.times;
  return Array.from({ length: FLAPPING.times }, (_, index) => start + index * gap).flatMap((at) =>
    blip('storefront', at, 20 * SECOND + Math.floor(random() * 30) * SECOND),
  );
}

// A few short interruptions a week, as the internet has them; October's checkout is left to the payment provider.
function blips(service: (typeof PROBED)[number], random: () => number): Arrival[] {
  const arrivals: Arrival[] = [];
  for (let at = FIRST + random() * 8 * 24 * HOUR; at < LAST - HOUR; at += (4 + random() * 9) * 24 * HOUR) {
    const start = Math.floor(at / SECOND) * SECOND;
    const length = (15 + Math.floor(random() * 90)) * SECOND;
    const isOctober = new Date(start).getUTCMonth() === 9;
    if (service !== 'checkout' || !isOctober) arrivals.push(...blip(service, start, length));
  }
  return arrivals;
}

function blip(service: string, at: number, length: number): Arrival[] {
  return [
    ...seen({ ...probe(service), state: 'down', at, previous: 'up', title: 'No answer within 10 s' }),
    ...seen({ ...probe(service), state: 'up', at: at + length, previous: 'down', since: at }),
  ];
}

function heartbeats(random: () => number): Arrival[] {
  const arrivals: Arrival[] = [];
  const every = 30 * MINUTE;
  for (let beat = FIRST - HOUR; beat <= LAST; beat += every) {
    if (beat > parseInstant(DEAD_FEED.lastBeat) && beat < parseInstant(DEAD_FEED.nextBeat)) continue;
    const at = beat + Math.floor(random() * 20) * SECOND;
    arrivals.push({ signal: { kind: 'heartbeat', feed: 'alertmanager-us', at, every }, arrivedAt: at });
  }
  return arrivals;
}

function work({ id, service, title, announced, start, end, cancelled }: Work): Arrival[] {
  const announcedAt = parseInstant(announced);
  const window = { start: parseInstant(start), end: parseInstant(end) };
  const signal = { kind: 'maintenance', maintenance: id, services: [service], ...window, announcedAt, title } as const;
  const first = { signal, arrivedAt: announcedAt };
  if (cancelled === undefined) return [first];
  const cancelledAt = parseInstant(cancelled);
  return [first, { signal: { ...signal, cancelledAt }, arrivedAt: cancelledAt }];
}

function incident({ id, priority, title, services, phases }: IncidentStory): Arrival[] {
  return phases.map(([phase, time]) => {
    const at = parseInstant(time);
    const url = `https://incidents.example.com/${id}`;
    return { signal: { kind: 'incident', incident: id, phase, priority, at, services, title, url }, arrivedAt: at };
  });
}

function requestCounts(random: () => number): Arrival[] {
  const arrivals: Arrival[] = [];
  const outage = FAILURES.find(({ service, start }) => service === 'checkout' && start.startsWith('2026-10'));
  for (let start = FIRST; start + 6 * HOUR <= LAST; start += 6 * HOUR) {
    const end = start + 6 * HOUR;
    const total = 20_000 + Math.floor(random() * 30_000);
    const isHit = outage !== undefined && start < parseInstant(outage.end) && parseInstant(outage.start) < end;
    const good = total - Math.floor(total * (isHit ? 0.36 : 0.0004 * random()));
    arrivals.push({
      signal: { kind: 'count', indicator: 'checkout-requests', good, total, start, end },
      arrivedAt: end,
    });
  }
  return arrivals;
}

function probe(service: string): Pick<StateSignal, 'kind' | 'monitor' | 'labels'> {
  return { kind: 'state', monitor: `${service}-probe`, labels: { service, region: 'eu-central' } };
}

function seen(signal: StateSignal): Arrival[] {
  return [{ signal, arrivedAt: signal.at }];
}

// Most arrive within seconds, one in twelve up to half an hour late, one in forty up to two days late. Heartbeats do not
// queue: the feed has the one that gets through.
function delayed({ signal, arrivedAt }: Arrival, random: () => number): Arrival {
  const chance = random();
  const size = random();
  if (signal.kind === 'heartbeat') return { signal, arrivedAt: arrivedAt + size * SECOND };
  const longest = chance < 1 / 40 ? 48 * HOUR : chance < 1 / 12 ? 30 * MINUTE : 5 * SECOND;
  return { signal, arrivedAt: arrivedAt + size * longest };
}

// One state in ten comes a second time, as senders do that did not hear the answer, or that repeat what still holds.
function repeated(arrival: Arrival, random: () => number): Arrival[] {
  const chance = random();
  if (arrival.signal.kind !== 'state' || chance >= 0.1) return [arrival];
  return [arrival, { ...arrival, arrivedAt: arrival.arrivedAt + (chance < 0.05 ? 4 * HOUR : 30 * SECOND) }];
}

if (import.meta.main) writeFileSync(new URL('signals.ndjson', import.meta.url), exampleSignals());
