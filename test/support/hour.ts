import type { Dependency, LocalMoment, RollUpRule, Service } from '../../shared/domain/catalogue.ts';
import { classify } from '../../shared/domain/classify.ts';
import { foldSignals } from '../../shared/domain/compute.ts';
import type { AccountingMethod } from '../../shared/domain/method.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { serviceTimeline } from '../../shared/domain/timeline.ts';
import { agreement, monitor, service, version } from './catalogue.ts';
import { countTwice } from './counted-twice.ts';

/** One hour of services whose monitors are told by the minute: worked examples that fit on a page. */

export const MINUTE = 60_000;
const START = Date.UTC(2026, 9, 14, 12);

export interface ServiceInHour {
  readonly id: string;
  readonly rollUp?: RollUpRule;
  readonly dependsOn?: readonly Dependency[];
  readonly monitors?: readonly string[];
  readonly from?: LocalMoment;
  readonly to?: LocalMoment;
}

/** What the monitor of a service, `shop/paris`, says from a minute of the hour on. */
export type Told = Readonly<Record<string, Readonly<Record<number, MonitorState>>>>;

function serviceOf({ id, monitors = [], ...rest }: ServiceInHour): Service {
  return service({
    ...rest,
    id,
    monitors: monitors.map((name) => monitor({ id: name, match: { at: `${id}/${name}` } })),
  });
}

function signalsOf(told: Told): Signal[] {
  return Object.entries(told).flatMap(([name, states]) =>
    Object.entries(states).map(([minute, state]): Signal => {
      return { kind: 'state', monitor: name, labels: { at: name }, state, at: START + Number(minute) * MINUTE };
    }),
  );
}

/** The attainment of the first service over the hour, promised 99 % of it: 36 seconds may be lost. */
export function attainmentOf(services: readonly ServiceInHour[], told: Told, more: Partial<Hour> = {}): Attainment {
  const [first] = services;
  const versions = [
    version({
      services: services.map(serviceOf),
      agreements: [
        agreement({
          services: [{ service: first?.id ?? '', targets: [AVAILABILITY] }],
          ...(more.timeZone && { timeZone: more.timeZone }),
        }),
      ],
      ...(more.method && { methods: [more.method] }),
    }),
  ];
  const folded = foldSignals(
    versions,
    [...signalsOf(told), ...(more.signals ?? [])].map((signal) => ({ signal })),
  );
  const asked = { period: '2026-10-14T12:00:00Z/2026-10-14T13:00:00Z', now: START + 60 * MINUTE };
  const [attainment] = countTwice(versions, folded, { ...asked, method: more.method?.name });
  if (attainment === undefined) throw new Error('expected an attainment');
  return attainment;
}

interface Hour {
  /** A method of the catalogue's own. */
  readonly method: AccountingMethod;
  readonly signals: readonly Signal[];
  /** Of the agreement; UTC unless said. */
  readonly timeZone: string;
}

const AVAILABILITY = { kind: 'availability', target: '99' } as const;

/** What the first service was, from which minute on: `[[0, 'up'], [10, 'down']]`. */
export function classesOf(services: readonly ServiceInHour[], told: Told): [minute: number, name: string][] {
  const [first, ...others] = services.map(serviceOf);
  if (first === undefined) throw new Error('expected a service');
  const window = { start: START, end: START + 60 * MINUTE };
  const versions = [version({ services: [first, ...others] })];
  const { rollups } = foldSignals(
    versions,
    signalsOf(told).map((signal) => ({ signal })),
  );
  const dependencies = Object.fromEntries(others.map(({ id }) => [id, rollups.get(id)?.streams ?? []]));
  const observations = { streams: rollups.get(first.id)?.streams ?? [], dependencies, feeds: {} };
  const setting = { window, method: methodNamed('contract'), services: others };
  const { service: track } = serviceTimeline(first, observations, setting);
  return track.starts.map((start, index) => {
    const end = track.starts[index + 1] ?? window.end;
    const piece = { start, end };
    const own = { starts: [start], conditions: track.conditions.slice(index, index + 1), end };
    const [run] = classify(own, [{ ...piece, class: 'open' }]).runs;
    return [(start - START) / MINUTE, run?.class ?? 'up'];
  });
}

/** Outages as `[from minute, to minute, seconds counted, monitors]`. */
export function outagesOf({ outages }: Attainment): unknown[] {
  const minuteOf = (at: string | null) => (at === null ? null : (Date.parse(at) - START) / MINUTE);
  return outages.map(({ start, end, countedMs, monitors }) => [
    minuteOf(start),
    minuteOf(end),
    countedMs / 1000,
    monitors,
  ]);
}

export { START };
