import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

const MONITORS = '    monitors:\n      - id: probe\n        source: alerts\n';

const HOUR_MS = 3_600_000;

/** The rules of the one monitor, as keys of its source or its own. */
function rulesOf({ source, monitor }: { source?: string; monitor?: string }) {
  const own = monitor === undefined ? '' : `        alerts: ${monitor}\n`;
  const text = minimalWith(MONITORS, `${MONITORS}${own}`);
  const parsed = parseCatalogue(
    source === undefined ? text : text.replace(/( +)- id: alerts\n/, `$1- id: alerts\n$1  alerts: ${source}\n`),
    { file: 'c.yaml' },
  );
  return parsed.services[0]?.monitors[0]?.alertRules;
}

describe('how alerts are taken', () => {
  it('goes by what is usual for the source: twice the time after which Alertmanager repeats them', () => {
    expect(rulesOf({})).toEqual({ staleAfterMs: 8 * HOUR_MS });
    expect(rulesOf({ source: '{ repeatedEvery: PT12H }' })).toEqual({ staleAfterMs: 24 * HOUR_MS });
  });

  it('may leave them open for ever', () => {
    expect(rulesOf({ source: '{ staleAfter: never }' })).toBeUndefined();
  });

  it('may give up what is open for longer than anybody would believe', () => {
    const staleAfterMs = 8 * HOUR_MS;
    expect(rulesOf({ source: '{ openAtMost: P3D }' })).toEqual({ staleAfterMs, openAtMostMs: 72 * HOUR_MS });
    expect(rulesOf({ source: '{ openAtMost: P3D }', monitor: '{ openAtMost: P1D }' })).toEqual({
      staleAfterMs,
      openAtMostMs: 24 * HOUR_MS,
    });
  });

  it('is said by the source, and of a monitor by itself where it says more', () => {
    const source = '{ staleAfter: PT1H, detectionOffset: PT45S, mergeGap: { within: PT5M } }';
    expect(rulesOf({ source, monitor: '{ detectionOffset: PT10S }' })).toEqual({
      staleAfterMs: HOUR_MS,
      detectionOffsetMs: 10_000,
      mergeGap: { withinMs: 300_000, countsAs: 'unknown' },
    });
  });

  it.each([
    ['{ staleAfter: soon }', /alerts\.staleAfter: expected an ISO 8601 duration, such as PT8H, or never, got "soon"/],
    ['{ mergeGap: { within: PT5M, countsAs: up } }', /countsAs: expected one of down, unknown, got "up"/],
    ['{ stale: PT5M }', /stale/],
  ])('is refused where it says nothing that can be meant: %s', (source, message) => {
    expect(() => rulesOf({ source })).toThrow(message);
  });
});
