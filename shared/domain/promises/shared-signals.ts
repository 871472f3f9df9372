import type { Catalogue, Monitor } from '../catalogue.ts';
import type { PromiseFinding } from './finding.ts';

/** Monitors of which one picks every signal that another picks. */
export function sharedSignals({ services }: Catalogue): PromiseFinding[] {
  const monitors = services.flatMap((service, index) =>
    service.monitors.map((monitor, place) => ({
      name: `${service.id}/${monitor.id}`,
      monitor,
      path: ['services', index, 'monitors', place, 'match'],
    })),
  );
  return monitors.flatMap((one, index) =>
    monitors
      .slice(index + 1)
      .filter((other) => sharesSignals(one.monitor, other.monitor))
      .map((other) => ({
        level: 'warning',
        lint: 'shared-signals',
        path: other.path,
        message: `Monitors "${one.name}" and "${other.name}" pick the same signals: each counts for both`,
        why: 'one outage is counted for both services, or twice in a roll-up that counts monitors',
        advice: 'add a label to match, or a source, that tells them apart',
      })),
  );
}

// If one asks for all labels that the other asks for, whatever it picks the other picks too.
function sharesSignals(one: Monitor, other: Monitor): boolean {
  if (one.source !== undefined && other.source !== undefined && one.source !== other.source) return false;
  return asksForAllOf(one, other) || asksForAllOf(other, one);
}

function asksForAllOf(narrow: Monitor, wide: Monitor): boolean {
  return Object.entries(wide.match).every(([label, value]) => narrow.match[label] === value);
}
