import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal } from '../../infra/local/local.ts';
import { type Alertmanager, startAlertmanager } from './alertmanager.ts';
import { secretOf, type WatchedService, writeCatalogue } from './catalogue.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Gate, startGate } from './gate.ts';
import type { RunningProcess } from './process.ts';
import { startPrometheus } from './prometheus.ts';
import { startTarget, type Target } from './target.ts';

/** A part of the shop that goes down on its own, and how it is watched. */
export interface Part {
  readonly service: string;
  readonly forMs: number;
  readonly groupIntervalS: number;
  /** Whether a Prometheus of its own watches it, so that it can die without the others. */
  readonly alone?: boolean;
}

/** Parts of a shop on loopback, watched by Prometheus and Alertmanager, which tell the local runtime by way of a gate. */
export interface Shop {
  readonly url: string;
  readonly figures: Figures;
  readonly gate: Gate;
  readonly alertmanager: Alertmanager;
  readonly target: (service: string) => Target;
  /** The Prometheus that watches one part alone. */
  readonly killPrometheus: () => Promise<void>;
  readonly restartPrometheus: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const SOURCE = 'alertmanager-eu';
/** Alertmanager forgets an alert after 20 s without a word: a busy machine is no reason to resolve it. */
const PATIENT_RESEND_S = 5;
/** After 8 s: what happens is seen soon. */
const QUICK_RESEND_S = 2;

/** @param services of the catalogue that hear the alerts of the parts */
export async function startShop(
  parts: readonly Part[],
  services: readonly Omit<WatchedService, 'source'>[],
): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'attain-real-'));
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ends.toReversed()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const folderOf = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  try {
    const local = await startLocal({ catalogue: catalogueOf(folder, services) });
    ends.push(local.close);
    const gate = await startGate(`${local.url}/webhooks/${SOURCE}`);
    ends.push(gate.stop);
    const targets = new Map<string, Target>();
    for (const { service } of parts) {
      const target = await startTarget();
      ends.push(target.stop);
      targets.set(service, target);
    }
    const target = (service: string) => {
      const found = targets.get(service);
      if (found === undefined) throw new Error(`No part named "${service}"; known: ${[...targets.keys()].join(', ')}`);
      return found;
    };
    const alertmanager = await startAlertmanager({
      folder: folderOf('alertmanager'),
      routes: parts.map((part) => ({ ...part, url: gate.urlOf(part.service) })),
      bearer: local.secrets.valueOf(secretOf(SOURCE)),
    });
    ends.push(alertmanager.stop);
    const start = (name: string, watched: readonly Part[], resendS: number) =>
      startPrometheus({
        folder: folderOf(name),
        watched: watched.map((part) => ({ ...part, target: target(part.service).address })),
        alertmanager: alertmanager.address,
        resendS,
      });
    const main = await start(
      'prometheus',
      parts.filter(({ alone }) => alone !== true),
      PATIENT_RESEND_S,
    );
    ends.push(main.stop);
    const startMortal = () =>
      start(
        'mortal-prometheus',
        parts.filter(({ alone }) => alone === true),
        QUICK_RESEND_S,
      );
    let mortal: RunningProcess = await startMortal();
    ends.push(() => mortal.stop());
    return {
      url: local.url,
      figures: figuresOf(local.url, () => [alertmanager, main, mortal].map(({ output }) => output()).join('\n')),
      gate,
      alertmanager,
      target,
      killPrometheus: () => mortal.kill(),
      restartPrometheus: async () => {
        mortal = await startMortal();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function catalogueOf(folder: string, services: readonly Omit<WatchedService, 'source'>[]): string {
  return writeCatalogue(folder, {
    sources: { [SOURCE]: 'alertmanager' },
    services: services.map((service) => ({ ...service, source: SOURCE })),
  });
}
