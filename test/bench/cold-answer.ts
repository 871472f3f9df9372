import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalProcess } from '../e2e/local-process.ts';
import { benchCatalogue } from './bench-catalogue.ts';
import { sendAll, webhooks } from './bench-runtime.ts';
import { median } from './quantile.ts';
import { number, type Section } from './section.ts';

/** The first webhook of a process, for which `ingest` has to be started: the impatient senders give it 1 s (Sentry) or 5 s. */
export const coldAnswer: Section = {
  title: 'The first answer of ingest',
  about: 'Through the local runtime, started anew for each sample; then nine more webhooks, one after the other.',
  columns: ['samples', 'first answer, median ms', 'longest ms', 'later answers, median ms'],
  rows: async ({ quick }) => {
    const first: number[] = [];
    const later: number[] = [];
    for (let sample = 0; sample < (quick ? 2 : 5); sample++) {
      const [cold = 0, ...warm] = await answersMs();
      first.push(cold);
      later.push(...warm);
    }
    return [[number(first.length), number(median(first)), number(Math.max(...first)), number(median(later), 1)]];
  },
};

async function answersMs(): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'attain-bench-'));
  const catalogue = join(folder, 'catalogue.yaml');
  writeFileSync(catalogue, benchCatalogue(1));
  const local = await startLocalProcess({ catalogue, folder: join(folder, 'data') });
  try {
    await local.idle();
    const times: number[] = [];
    for (const body of webhooks(10, 'cold')) times.push(...(await sendAll(local, [body])).latenciesMs);
    return times;
  } finally {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
