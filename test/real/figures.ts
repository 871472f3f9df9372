import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { Attainment, Outage } from '../../shared/domain/result.ts';
import { waitFor } from './wait.ts';

const HALF_HOUR_MS = 1_800_000;
const PATIENCE_MS = 60_000;

/** What the installation makes of what it was told, asked as anyone would. */
export interface Figures {
  /** Of one service over the whole of `[start, end)`, epoch ms: waits until that is over. */
  readonly attainment: (service: string, period: { start: number; end: number }) => Promise<Attainment>;
  /** The outages of the last half hour. */
  readonly outages: (service: string) => Promise<readonly Outage[]>;
  /** The first or nth of them, once it is there and as wanted. */
  readonly outage: (
    service: string,
    wanted: 'open' | 'closed',
    options?: { nth?: number; timeoutMs?: number },
  ) => Promise<Outage>;
}

/** @param context what the programs involved have to say when something does not come */
export function figuresOf(url: string, context: () => string): Figures {
  const asked = async (service: string, { start, end }: { start: number; end: number }) => {
    const period = encodeURIComponent(`${formatInstant(start)}/${formatInstant(end)}`);
    const answer = await fetch(`${url}/api/attainment?service=${service}&period=${period}`);
    const text = await answer.text();
    expect(answer.status, text).toBe(200);
    const { results }: { results: Attainment[] } = JSON.parse(text);
    const [result] = results;
    if (result === undefined) throw new Error(`expected one result; got ${text}`);
    return result;
  };
  const outages = async (service: string) => {
    const now = Date.now();
    return (await asked(service, { start: now - HALF_HOUR_MS, end: now + HALF_HOUR_MS })).outages;
  };
  return {
    attainment: async (service, period) => {
      // Answers are as of the whole second.
      await sleep(Math.max(0, period.end + 1_000 - Date.now()));
      return asked(service, period);
    },
    outages,
    outage: (service, wanted, { nth = 1, timeoutMs = PATIENCE_MS } = {}) =>
      waitFor(
        `outage ${nth} of ${service}, ${wanted}`,
        async () => {
          const found = (await outages(service))[nth - 1];
          return found !== undefined && (found.end === null) === (wanted === 'open') ? found : undefined;
        },
        { timeoutMs, context },
      ),
  };
}

/** Epoch ms of both ends of an outage that is over. */
export function boundsOf({ start, end }: Outage): { start: number; end: number } {
  if (end === null) throw new Error(`expected an outage that is over; the one since ${start} lasts`);
  return { start: Date.parse(start), end: Date.parse(end) };
}
