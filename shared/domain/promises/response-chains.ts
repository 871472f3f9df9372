import { AROUND_THE_CLOCK } from '../calendar.ts';
import type { Agreement, Catalogue, Service, Target } from '../catalogue.ts';
import { lengthWords } from '../targets/promise.ts';
import { agreedTargets } from './agreed-targets.ts';
import type { PromiseFinding } from './finding.ts';
import { supporting } from './support.ts';

/** Times that a supplier or an internal team may take longer over than the customer has been promised. */
export function responseChains(catalogue: Catalogue): PromiseFinding[] {
  return agreedTargets(catalogue).flatMap(({ agreement, service, target, path }) => {
    const promised = timeOf(target, agreement);
    if (promised === undefined) return [];
    const slowest = slowestBehind(service, { agreement, promised }, catalogue);
    if (slowest === undefined || !isLonger(slowest.time, promised)) return [];
    const [ours, theirs] = [timeWords(promised), timeWords(slowest.time)];
    return {
      level: 'warning',
      lint: 'response-chain-too-long',
      path: [...path, promised.key],
      message: `You promise ${promised.priority}"${service.id}" ${promised.what} within ${ours}, "${slowest.agreement}" allows ${theirs} on "${slowest.service}"`,
      why: 'who has to act on it may take longer than the customer was told to wait at most',
      advice: `agree on less than ${ours} with whom it rests on, or promise more than ${theirs}`,
    };
  });
}

/** A time to respond in; those of one priority and end are about the same. */
interface ResponseTime {
  readonly key: string;
  /** Such as `P1 of `; empty for outages. */
  readonly priority: string;
  readonly what: string;
  readonly ms: number;
  /** Whether nights and weekends pass without counting. */
  readonly inHours: boolean;
}

function timeOf(target: Target, { hours }: Agreement): ResponseTime | undefined {
  const hasNights = hours !== AROUND_THE_CLOCK;
  switch (target.kind) {
    case 'longestOutage':
      return { key: 'atMost', priority: '', what: 'back', ms: target.atMostMs, inHours: hasNights };
    case 'acknowledge':
    case 'restore': {
      const { kind, priority, withinMs: ms, clock } = target;
      const inHours = hasNights && clock === 'serviceHours';
      return { key: 'within', priority: `${priority} of `, what: `${kind}d`, ms, inHours };
    }
    case 'availability':
    case 'outages':
    case 'downtime':
    case 'requests':
    case 'latency':
    case 'mtbf':
    case 'coverage':
      return undefined;
  }
}

function isLonger(theirs: ResponseTime, ours: ResponseTime): boolean {
  return theirs.ms > ours.ms || (theirs.inHours && !ours.inHours);
}

function timeWords({ ms, inHours }: ResponseTime): string {
  return `${lengthWords(ms)}${inHours ? ' of service hours' : ''}`;
}

interface Slowest {
  readonly agreement: string;
  readonly service: string;
  readonly time: ResponseTime;
}

interface Held {
  readonly agreement: Agreement;
  readonly promised: ResponseTime;
}

// Only what it cannot work without: of services that stand in for each other none has to respond.
function slowestBehind(service: Service, held: Held, catalogue: Catalogue): Slowest | undefined {
  const own = ownTimes(service, held, catalogue);
  if (own.length > 0) return own.reduce((least, it) => (isLonger(least.time, it.time) ? it : least));
  const behind = (service.dependsOn ?? [])
    .flatMap((it) => (it.type === 'service' ? catalogue.services.filter(({ id }) => id === it.service) : []))
    .flatMap((it) => slowestBehind(it, held, catalogue) ?? []);
  const [first, ...others] = behind;
  return first && others.reduce((most, it) => (isLonger(it.time, most.time) ? it : most), first);
}

function ownTimes({ id }: Service, { agreement: held, promised }: Held, catalogue: Catalogue): Slowest[] {
  return supporting(id, held, catalogue).flatMap(({ agreement, targets }) =>
    targets
      .flatMap((target) => timeOf(target, agreement) ?? [])
      .filter(({ what, priority }) => what === promised.what && priority === promised.priority)
      .map((time) => ({ agreement: agreement.id, service: id, time })),
  );
}
