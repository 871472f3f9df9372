import { expect } from 'vitest';
import { EVALUATION_MS, SCRAPE_MS } from './prometheus.ts';

/**
 * The resolution of this configuration. An alert starts `for` after the outage, plus one scrape and one evaluation at
 * most; it ends one scrape and one evaluation after the recovery at most. Both times are those of Prometheus: how long
 * Alertmanager takes to tell (`group_wait`, `group_interval`) moves neither.
 */
export const FOR_MS = 2_000;
export const NOTICE_MS = SCRAPE_MS + EVALUATION_MS;
/** What a busy machine may add to a scrape or an evaluation that was due. */
export const LATENESS_MS = 3_000;
/** A scrape that began before the outage fails by it too. */
export const UNDER_WAY_MS = 200;

/** Whether an end was told so much later than it was, or sooner by what was under way. */
export function isWithin(delayMs: number, longestMs: number): boolean {
  return delayMs > -UNDER_WAY_MS && delayMs < longestMs + LATENESS_MS;
}

export function expectStart(start: number, downAt: number, forMs: number): void {
  expect(start - downAt).toBeGreaterThan(forMs - UNDER_WAY_MS);
  expect(start - downAt).toBeLessThan(forMs + NOTICE_MS + LATENESS_MS);
}

export function expectEnd(end: number, upAt: number): void {
  expect(end - upAt).toBeGreaterThan(-UNDER_WAY_MS);
  expect(end - upAt).toBeLessThan(NOTICE_MS + LATENESS_MS);
}
