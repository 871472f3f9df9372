import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../shared/domain/event.ts';
import { incidentHistories } from '../../shared/domain/incident-history.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { sourceType } from '../../shared/sources/registry.ts';
import { examplePayloads } from './payloads.ts';

/** What the examples of one incident come to, whether its opening was received or lost. */
const INCIDENTS = [
  {
    source: 'pagerduty',
    opening: 'triggered',
    later: ['acknowledged', 'priority', 'resolved'],
    // Its creation, in whole seconds, which the resolution tells; its triggering says 07:12:03.411.
    comesTo: { opened: '07:12:03.000', acknowledged: '07:15:09.002', up: '09:20:00.250' },
  },
  {
    source: 'opsgenie',
    opening: 'create',
    later: ['acknowledge', 'close'],
    comesTo: { opened: '07:12:03.104', acknowledged: '07:15:09.002', up: '09:20:00.250' },
  },
  {
    source: 'betterstack',
    opening: 'started-without-event',
    later: ['acknowledged-without-event', 'resolved-without-event'],
    comesTo: { opened: '07:12:03.151', acknowledged: '07:15:09.002', up: '09:20:00.250' },
  },
  {
    source: 'newrelic',
    opening: 'activated',
    later: ['acknowledged', 'closed'],
    comesTo: { opened: '07:12:03.151', acknowledged: '07:15:09.002', up: '09:20:00.250' },
  },
  {
    source: 'rootly',
    opening: 'created',
    later: ['updated', 'mitigated', 'resolved-after-mitigation'],
    comesTo: { opened: '07:12:03.151', acknowledged: '07:18:00.000', up: '09:19:00.000' },
  },
  {
    source: 'firehydrant',
    opening: 'started',
    later: ['acknowledged', 'mitigated', 'resolved'],
    comesTo: { opened: '07:12:03.000', acknowledged: '07:18:00.000', up: '09:19:00.000' },
  },
  {
    source: 'incident-io',
    opening: 'created',
    later: ['moves-on', 'closed-after-resolution'],
    comesTo: { opened: '07:12:03.151', acknowledged: undefined, up: '09:20:00.000' },
  },
] as const;

describe.each(INCIDENTS)('an incident of $source', ({ source, opening, later, comesTo }) => {
  const read = (names: readonly string[]): Signal[] => {
    const examples = examplePayloads(source);
    return names.flatMap((name) => {
      const example = examples.find((each) => each.name === `${source}/${name}`);
      if (example === undefined) throw new Error(`no example ${source}/${name}`);
      return sourceType(source).parse(example.delivery, { feed: source }).signals;
    });
  };
  it.each([
    ['with its opening', [opening, ...later]],
    ['in any order', [opening, ...later].reverse()],
    ['twice', [opening, ...later, opening, ...later]],
    ['without its opening', later],
  ])('comes to the same %s', (_what, names) => {
    const signals = read(names);
    const histories = incidentHistories(signals.flatMap(incidentEvent), parseInstant('2026-10-15T00:00:00Z'));
    const { opened, acknowledged, up } = comesTo;
    expect(
      histories.map((history) => ({
        opened: time(history.detectedAt),
        acknowledged: time(history.acknowledgedAt),
        restored: time(history.restoredAt),
      })),
    ).toEqual([{ opened, acknowledged, restored: up }]);
    expect(changes(signals)).toEqual([`${opened} down`, `${up} up`]);
  });

  it('is one stream, told by the same labels from its opening to its end', () => {
    const states = read([opening, ...later]).filter((signal) => signal.kind === 'state');
    expect(new Set(states.map(({ monitor }) => monitor)).size).toBe(1);
    expect(new Set(states.map(({ labels }) => JSON.stringify(labels))).size).toBe(1);
  });
});

function incidentEvent(signal: Signal): IncidentEvent[] {
  if (signal.kind !== 'incident') return [];
  const { services: _services, labels: _labels, ...rest } = signal;
  return [{ ...rest, service: 'checkout' }];
}

/** The changes that the states tell, with the openings that their ends carry along. */
function changes(signals: readonly Signal[]): string[] {
  const words = signals.flatMap((signal) => {
    if (signal.kind !== 'state') return [];
    const { at, state, previous, since } = signal;
    return [...(since === undefined ? [] : [{ at: since, state: previous }]), { at, state }];
  });
  return words
    .sort((a, b) => a.at - b.at)
    .filter(({ state }, index, all) => state !== all[index - 1]?.state)
    .map(({ at, state }) => `${time(at)} ${state}`);
}

function time(at: number | undefined): string | undefined {
  return at === undefined ? undefined : formatInstant(at).slice('2026-10-14T'.length, -1);
}
