import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { sourceTypes } from '../../shared/sources/registry.ts';
import { version } from '../support/catalogue.ts';
import { examplePayloads } from './payloads.ts';

/** What each example of a source says that tells of an acknowledgement. */
const acknowledging = sourceTypes.flatMap(({ name, parse }) =>
  examplePayloads(name)
    .map(({ name: example, delivery, options }) => ({
      source: name,
      example,
      signals: parse(delivery, { feed: delivery.source, ...options }).signals,
    }))
    .filter(({ signals }) => signals.some((signal) => signal.kind === 'incident' && signal.phase === 'acknowledged')),
);

describe('an acknowledgement', () => {
  it('is told by an example of every source that has any', () => {
    const found = [...new Set(acknowledging.map(({ source }) => source))].sort();
    expect(found).toEqual([
      ...['betterstack', 'checkmk', 'firehydrant', 'gcp-monitoring', 'grafana', 'icinga2', 'jira', 'librenms'],
      ...['nagios', 'newrelic', 'opsgenie', 'pagerduty', 'pagerduty-legacy', 'prtg', 'rootly', 'servicenow', 'zabbix'],
    ]);
  });

  it.each(acknowledging)('in $example makes nothing up: only a restoration does', ({ signals }) => {
    const restored = signals.flatMap((it) => (it.kind === 'incident' && it.phase === 'restored' ? [it.at] : []));
    const up = signals.flatMap((it) => (it.kind === 'state' && it.state === 'up' ? [it.at] : []));
    expect(up.filter((at) => !restored.includes(at))).toEqual([]);
  });

  it('never stops the clock of an outage, whenever and however often it comes', () => {
    const down = { kind: 'state', monitor: 'probe', state: 'down', at: parseInstant('2026-10-14T07:12:00Z') } as const;
    const up = { ...down, state: 'up', at: parseInstant('2026-10-14T09:20:00Z') } as const;
    const moment = fc.integer({ min: down.at - 60_000, max: up.at + 60_000 });
    fc.assert(
      fc.property(fc.array(moment), (moments) => {
        const acknowledged = moments.map(
          (at): Signal => ({ kind: 'incident', incident: 'INC-1', phase: 'acknowledged', priority: '', at }),
        );
        expect(outagesOf([down, ...acknowledged, up])).toEqual([
          { start: '2026-10-14T07:12:00.000Z', end: '2026-10-14T09:20:00.000Z', countedMs: 128 * 60_000 },
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

function outagesOf(signals: readonly Signal[]) {
  const versions = [version()];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const now = parseInstant('2026-11-01T00:00:00Z');
  const [attainment] = computeAttainments(versions, folded, { period: '2026-10', method: undefined, now });
  return attainment?.outages.map(({ start, end, countedMs }) => ({ start, end, countedMs }));
}
