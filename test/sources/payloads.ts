import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Delivery, FeedOptions } from '../../shared/sources/source.ts';

/** A payload of ours with the reading that we worked out by hand. */
export interface ExamplePayload {
  readonly name: string;
  readonly about: string;
  readonly delivery: Delivery;
  /** What the catalogue would say of the source. */
  readonly options: Omit<Partial<FeedOptions>, 'feed'>;
  readonly signals: unknown;
  /** Times as ISO instants. */
  readonly rejected: unknown;
  readonly deliveryId: string | undefined;
}

interface Expectation {
  readonly about: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly receivedAt: string;
  readonly options?: ExamplePayload['options'];
  readonly signals: unknown;
  readonly rejected: unknown;
  readonly deliveryId?: string;
}

export function examplePayloads(type: string): ExamplePayload[] {
  return payloadFiles<Expectation>(join('examples', 'payloads', type)).map(({ name, body, expected }) => ({
    name: `${type}/${name}`,
    about: expected.about,
    delivery: {
      source: `${type}-eu`,
      type,
      body,
      headers: expected.headers ?? {},
      ...(expected.query !== undefined && { query: expected.query }),
      receivedAt: parseInstant(expected.receivedAt),
    },
    options: expected.options ?? {},
    deliveryId: expected.deliveryId,
    signals: expected.signals,
    rejected: expected.rejected,
  }));
}

export interface PayloadFile<Expected> {
  readonly name: string;
  readonly body: Uint8Array;
  readonly expected: Expected;
}

/** Each `NAME.expect.json` of a folder with the body beside it; nothing when there is no such folder. */
export function payloadFiles<Expected>(folder: string): PayloadFile<Expected>[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => file.endsWith('.expect.json'))
    .map((file) => {
      const name = basename(file, '.expect.json');
      const body = files.find((other) => other.startsWith(`${name}.`) && other !== file);
      if (body === undefined) throw new Error(`${folder}/${file}: expected a body beside it, such as ${name}.json`);
      return {
        name,
        body: readFileSync(join(folder, body)),
        expected: JSON.parse(readFileSync(join(folder, file), 'utf8')),
      };
    });
}
