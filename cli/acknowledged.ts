import { appendFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sha256 } from '../shared/domain/digest.ts';
import { readText } from './files.ts';
import type { Io } from './io.ts';

/**
 * Which deliveries were accepted, kept in a file of one digest a line that is only ever added to: whoever is interrupted
 * goes on where it stopped. A line that a crash cut short fits nothing, and its delivery is sent again.
 */
export class Acknowledged {
  private readonly path: string | undefined;
  private readonly known: Set<string>;

  /** @param file undefined to remember nothing */
  constructor(file: string | undefined, io: Pick<Io, 'cwd'>) {
    this.path = file === undefined ? undefined : resolve(io.cwd, file);
    const text = this.path !== undefined && existsSync(this.path) ? readText(this.path, io) : '';
    this.known = new Set(text.split('\n'));
    if (this.path !== undefined && text !== '' && !text.endsWith('\n')) appendFileSync(this.path, '\n');
  }

  has(delivery: Delivered): boolean {
    return this.known.has(digestOf(delivery));
  }

  add(delivery: Delivered): void {
    if (this.path !== undefined) appendFileSync(this.path, `${digestOf(delivery)}\n`);
  }
}

interface Delivered {
  readonly url: string;
  readonly body: string;
}

function digestOf({ url, body }: Delivered): string {
  return sha256(`${url}\n${body}`);
}
