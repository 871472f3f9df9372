import * as z from 'zod';
import { formatInstant } from '../shared/domain/instant.ts';
import { clean, cleanLines } from '../shared/reports/clean.ts';
import { deliveryNamed } from '../shared/store/kept-delivery.ts';
import type { Table } from '../shared/store/table.ts';
import { counted } from './counted.ts';
import { type ApiPlace, hintFor } from './delivery-page.ts';
import { FailedError } from './failed-error.ts';
import type { Io } from './io.ts';

const About = z.object({
  source: z.string(),
  receivedAt: z.string(),
  headers: z.record(z.string(), z.string()),
  query: z.string().exactOptional(),
});

/** A delivery as it came: its bytes, and what was kept beside them. */
interface RawDelivery {
  readonly source: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body: Uint8Array;
}

/** Reads a delivery by its name. */
export type ReadRaw = (name: string) => Promise<RawDelivery>;

/** From the table itself, with the files beside it. */
export function rawFromTable(table: Table): ReadRaw {
  return async (name) => {
    const { delivery } = await deliveryNamed(table, name);
    return { ...delivery, receivedAt: formatInstant(delivery.receivedAt) };
  };
}

/** From the read API of an Attain. */
export function rawFromApi(place: ApiPlace, io: Pick<Io, 'fetch'>): ReadRaw {
  return async (name) => {
    const url = `${place.url}/${encodeURIComponent(name)}`;
    const about = About.safeParse(await (await answerOf(url, place, io)).json());
    if (!about.success) throw new FailedError(`expected a delivery from ${url}; got something else`);
    return { ...about.data, body: await bytesOf(await answerOf(`${url}/raw`, place, io)) };
  };
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

const Problem = z.object({ message: z.string() });

async function answerOf(url: string, place: ApiPlace, io: Pick<Io, 'fetch'>): Promise<Response> {
  const response = await ask(url, place.token, io);
  if (response.ok) return response;
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  const why = problem.success ? `: ${clean(problem.data.message, 300)}` : hintFor(response.status, place);
  throw new FailedError(`expected ${url} to answer; got ${response.status}${why}`);
}

async function ask(url: string, token: string | undefined, io: Pick<Io, 'fetch'>): Promise<Response> {
  try {
    return await io.fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  } catch (cause) {
    throw new FailedError(`expected ${url} to answer; got nothing`, { cause });
  }
}

/**
 * Writes the bytes as they came where no terminal would obey them, such as into a file or to `attain parse`; a terminal gets
 * them as text that does it no harm. What was kept beside them goes where messages go.
 */
export function writeRaw({ source, receivedAt, headers, query, body }: RawDelivery, io: Io): void {
  const kept = Object.entries(headers).map(([name, value]) => `${clean(name)}: ${clean(value, LONGEST_VALUE)}`);
  const facts = `${clean(receivedAt)}  ${clean(source)}  ${counted(body.byteLength, 'byte')}`;
  const lines = [facts, ...kept, ...(query === undefined ? [] : [`query: ${clean(query, LONGEST_VALUE)}`])];
  io.err(`${lines.join('\n')}\n`);
  io.out(io.terminal ? `${cleanLines(new TextDecoder().decode(body))}\n` : body);
}

const LONGEST_VALUE = 2_000;
