import type { Dependency, Service } from './catalogue.ts';
import { ABSENT, DEGRADED, DOWN, NEVER_SEEN, NO_MONITOR, PENDING, partlyDown, thousandthsDown } from './condition.ts';
import { type Reclassification, reclassifications, reclassified } from './correct-time.ts';
import { servicesBehind } from './dependency.ts';
import type { CorrectionEvent } from './event.ts';
import type { StreamHistory } from './fold.ts';
import { life } from './in-force.ts';
import { withoutShortInterruptions } from './interruption.ts';
import { gaps, type Interval, union } from './interval.ts';
import type { AccountingMethod } from './method.ts';
import { type Heard, monitorTrack } from './monitor-track.ts';
import { averages, rollUp } from './roll-up.ts';
import { combined, constantTrack, overlay, settle, type Track, worstOf } from './track.ts';
import { worstIfNeeded } from './worst.ts';

/** What is known of a service and its feeds: everything that a figure is made from, besides the agreement. */
export interface Observations extends Heard {
  /** Streams of the services that it depends on, directly or not, by service id. */
  readonly dependencies: Readonly<Record<string, readonly StreamHistory[]>>;
  /** Corrections in force, of any of these services. */
  readonly inForce?: readonly CorrectionEvent[];
}

/** Over which window and by which method, among which services of the catalogue. */
export interface Setting {
  readonly window: Interval;
  readonly method: AccountingMethod;
  /** Where the services that it depends on are found; none needed for one that depends on nothing. */
  readonly services?: readonly Service[];
  /** Zone in which their dates of going live and of retirement begin: the agreement's. UTC unless given. */
  readonly timeZone?: string;
}

/** A service over a window, and what an outage is blamed on. */
export interface ServiceTimeline {
  readonly service: Track;
  readonly monitors: readonly Witness[];
  /** What its monitors come to, before short interruptions are bridged and what it was is corrected; `service` unless given. */
  readonly rolledUp?: Track;
}

/** A monitor, in its own condition wherever that told on the service. Those of dependencies are named `service/monitor`. */
export interface Witness {
  readonly id: string;
  readonly track: Track;
  /** Whose monitor it is, and what it was all the time, whether that told or not. */
  readonly service: string;
  readonly monitor: string;
  readonly was: Track;
}

/** From the histories of streams to the state of the service at every millisecond of the window. Pure. */
export function serviceTimeline(service: Service, observations: Observations, setting: Setting): ServiceTimeline {
  const { streams } = observations;
  const monitors = service.monitors.map(({ id }) => id);
  const asked = rolledUpBy(service, setting.method);
  const whole = new Dependencies(asked, observations, setting).together(asked, { streams, names: monitors });
  const smooth = withoutShortInterruptions(whole.service, setting.method.shortInterruptionMs ?? 0);
  const corrected = reclassified(smooth, correctionsOf(service.id, observations));
  return corrected === whole.service ? whole : { ...whole, service: corrected, rolledUp: whole.service };
}

function rolledUpBy(service: Service, { rollUp: type }: AccountingMethod): Service {
  return type === undefined ? service : { ...service, rollUp: { type } };
}

function correctionsOf(service: string, { inForce = [] }: Observations): Reclassification[] {
  return reclassifications(inForce, service);
}

/** Follows what services depend on; each is looked at once, however many depend on it. */
class Dependencies {
  private readonly observations: Observations;
  private readonly setting: Setting;
  private readonly graded: boolean;
  private readonly known = new Map<string, ServiceTimeline>();

  constructor(service: Service, observations: Observations, setting: Setting) {
    this.observations = observations;
    this.setting = setting;
    this.graded = setting.method.degradedWeight > 0 && anyAverages(service, setting);
  }

  /** A service is at least as bad as each service that it depends on. */
  together(service: Service, own: { streams: readonly StreamHistory[]; names: readonly string[] }): ServiceTimeline {
    const parts = [
      ...(service.monitors.length > 0 ? [this.watched(service, own)] : []),
      ...(service.dependsOn ?? []).map((dependency) => this.dependedOn(dependency)),
    ];
    const [first] = parts;
    if (first === undefined) return { service: constantTrack(this.setting.window, NO_MONITOR), monitors: [] };
    const whole = parts.length === 1 ? first : joined(parts, worstOf(tracksOf(parts), this.setting.window, ABSENT));
    // While nothing that it depends on is live, nothing tells of a service without monitors.
    return service.monitors.length > 0
      ? whole
      : { ...whole, service: settle(whole.service, PENDING, () => NO_MONITOR) };
  }

  // By its own monitors alone.
  private watched(
    { id: of, monitors, rollUp: rule }: Service,
    { streams, names }: { streams: readonly StreamHistory[]; names: readonly string[] },
  ): ServiceTimeline {
    const heard = { streams, feeds: this.observations.feeds };
    const tracks = monitors.map((monitor) => ({
      id: monitor.id,
      track: this.grade(monitorTrack(monitor, heard, this.setting)),
    }));
    const service = rollUp(rule, tracks, this.setting.window);
    return {
      service,
      monitors: tracks.map(({ id, track }, index) => ({
        id: names[index] ?? id,
        track: averages(rule) ? bearing(track, service) : track,
        service: of,
        monitor: id,
        was: track,
      })),
    };
  }

  // Beside what is down in part, what is degraded has its place among it by its weight: the worst weight wins.
  private grade(track: Track): Track {
    if (!this.graded) return track;
    const weighed = partlyDown(this.setting.method.degradedWeight);
    return settle(track, NEVER_SEEN, (condition) => (condition === DEGRADED ? weighed : condition));
  }

  // Of several that can stand in for each other so many must work: with one fewer the service is as bad as the next.
  private dependedOn(dependency: Dependency): ServiceTimeline {
    if (dependency.type === 'service') return this.named(dependency.service);
    const parts = dependency.services.map((id) => this.named(id));
    return joined(
      parts,
      combined(tracksOf(parts), this.setting.window, (all) => worstIfNeeded(all, dependency.atLeast)),
    );
  }

  private named(id: string): ServiceTimeline {
    const known = this.known.get(id) ?? this.look(id);
    this.known.set(id, known);
    return known;
  }

  private look(id: string): ServiceTimeline {
    const service = this.setting.services?.find((it) => it.id === id);
    if (service === undefined) return { service: constantTrack(this.setting.window, NO_MONITOR), monitors: [] };
    const whole = this.together(service, {
      streams: this.observations.dependencies[id] ?? [],
      names: service.monitors.map((monitor) => `${id}/${monitor.id}`),
    });
    const corrected = this.grade(reclassified(whole.service, correctionsOf(id, this.observations)));
    return { ...whole, service: this.whileLive(service, corrected) };
  }

  // Before it goes live and after it has retired nothing depends on it: it has no say.
  private whileLive(service: Service, track: Track): Track {
    const { window, timeZone = 'UTC' } = this.setting;
    return overlay(track, gaps(union([life(service, timeZone)]), window), ABSENT);
  }
}

function anyAverages(service: Service, { services = [] }: Setting): boolean {
  return [service, ...servicesBehind(service, { services })].some((it) => averages(it.rollUp));
}

// Whatever is bad bears a part of what the service is down in part.
function bearing(monitor: Track, service: Track): Track {
  const window = { start: service.starts[0] ?? service.end, end: service.end };
  return combined([monitor, service], window, ([own = ABSENT, of = ABSENT]) => {
    const isBad = own === DOWN || thousandthsDown(own) !== undefined;
    return isBad && thousandthsDown(of) !== undefined ? of : own;
  });
}

function tracksOf(parts: readonly ServiceTimeline[]): Track[] {
  return parts.map(({ service }) => service);
}

// A part told on the whole wherever both are in the same condition; elsewhere its monitors are not to blame.
function joined(parts: readonly ServiceTimeline[], whole: Track): ServiceTimeline {
  const window = { start: whole.starts[0] ?? whole.end, end: whole.end };
  const witnesses = parts.flatMap(({ service, monitors }) =>
    monitors.map((witness): Witness => {
      const told = combined(
        [witness.track, service, whole],
        window,
        ([own, of, total]) => (of === total ? own : ABSENT) ?? ABSENT,
      );
      return { ...witness, track: told };
    }),
  );
  return { service: whole, monitors: unique(witnesses, window) };
}

// A service that is depended on in two ways has told on the whole if it has in either.
function unique(witnesses: readonly Witness[], window: Interval): Witness[] {
  const byId = Map.groupBy(witnesses, ({ id }) => id);
  return [...byId.values()].flatMap((same) => {
    const tracks = same.map(({ track }) => track);
    return same.slice(0, 1).map((one): Witness => ({ ...one, track: worstOf(tracks, window, ABSENT) }));
  });
}
