import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant, parseDuration, parseInstant } from '../shared/domain/instant.ts';
import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { type AskForPage, apiPages, deliveriesUrl } from './delivery-page.ts';
import { deliveryText } from './delivery-text.ts';
import { tableDestination } from './destination.ts';
import { EXIT } from './exit.ts';
import { FailedError } from './failed-error.ts';
import type { Io } from './io.ts';
import { type ReadRaw, rawFromApi, rawFromTable, writeRaw } from './raw-delivery.ts';
import { tablePages } from './table-pages.ts';

/** Shows what comes in, for whoever connects a sender and wonders whether it arrives. */
export const tail: Command = {
  name: 'tail',
  summary: 'show deliveries and their signals as they come in',
  synopsis: '(--to URL | --table NAME) [--after TIME] [--source ID] [--json] [--raw DELIVERY]',
  positionals: 0,
  options: {
    to: { value: 'URL', describe: 'where Attain runs, such as http://localhost:4400' },
    table: {
      value: 'NAME',
      describe: "an Attain on AWS: its table (the stack's output TableName), by your AWS credentials",
    },
    after: { value: 'TIME', describe: 'begin with what was received after this; a minute ago unless given' },
    source: { value: 'ID', describe: 'only deliveries of this source' },
    every: { value: 'DURATION', describe: 'how often to ask; PT2S unless given' },
    once: { describe: 'show what there is and end' },
    'web-token': { value: 'T', describe: 'JWT of who may see the pages; the variable ATTAIN_WEB_TOKEN unless given' },
    raw: {
      value: 'DELIVERY',
      describe: 'the raw bytes of one delivery, by the name that the page Quarantine leads to',
    },
    json: { describe: 'one JSON object a line, as /api/deliveries gives it' },
  },
  details: `Ctrl-C ends it. Times are in UTC.

--raw writes the bytes of the body as they came, and the headers that were kept to standard error; a terminal is shown text
that does it no harm.`,
  examples: [
    'attain tail --to http://localhost:4400',
    'attain tail --to http://localhost:4400 --source kuma --json',
    'attain tail --to http://localhost:4400 --raw 2026-10-14T07:12:30.000Z~4be1… > body.json',
  ],
  run: async (args, io) => {
    const place = placeOf(args, io);
    if (args.has('raw')) {
      writeRaw(await place.raw(args.required('raw')), io);
      return EXIT.fine;
    }
    const follow = { ask: place.pages, everyMs: everyOf(args), isOnce: args.has('once') };
    const begin = beginOf(args, io);
    let shown = 0;
    for await (const delivery of deliveriesFrom(begin, { ...follow, stop: io.untilInterrupted() }, io)) {
      if (args.has('source') && delivery.source !== args.text('source')) continue;
      io.out(args.has('json') ? `${JSON.stringify(delivery)}\n` : deliveryText(delivery));
      shown++;
    }
    if (shown === 0) io.err(`attain tail: nothing was received${ofSource(args)} since ${begin}\n`);
    return EXIT.fine;
  },
};

function ofSource(args: Arguments): string {
  const source = args.text('source');
  return source === undefined ? '' : ` from a source "${source}"`;
}

interface Follow {
  readonly ask: AskForPage;
  readonly stop: AbortSignal;
  readonly everyMs: number;
  /** To end with what there is. */
  readonly isOnce: boolean;
}

async function* deliveriesFrom(begin: string, follow: Follow, io: Io): AsyncGenerator<DescribedDelivery> {
  const { stop, everyMs, isOnce } = follow;
  // Positions that were shown: the newest come twice.
  const seen = new Set<string>();
  let after = begin;
  while (!stop.aborted) {
    const page = await patientPage(after, follow, io);
    if (page === undefined) return;
    for (const delivery of page.deliveries) if (!seen.has(delivery.position)) yield delivery;
    // What lies before the position does not come again.
    for (const position of seen) if (position <= page.next) seen.delete(position);
    for (const { position } of page.deliveries) if (position > page.next) seen.add(position);
    after = page.next;
    if (page.more) continue;
    if (isOnce) return;
    await io.sleep(everyMs, stop);
  }
}

/** A page, asked for again while nobody answers; undefined once it is interrupted. */
async function patientPage(after: string, { ask, stop, everyMs, isOnce }: Follow, io: Io) {
  let told = false;
  while (!stop.aborted) {
    const answer = await ask(after, stop);
    if ('page' in answer) return answer.page;
    if (stop.aborted) break;
    if (isOnce || !answer.mayPass) throw new FailedError(answer.problem);
    if (!told) io.err(`attain tail: ${answer.problem}; asking again\n`);
    told = true;
    await io.sleep(everyMs, stop);
  }
  return undefined;
}

interface Place {
  readonly pages: AskForPage;
  readonly raw: ReadRaw;
}

function placeOf(args: Arguments, io: Io): Place {
  const [to, table] = [args.text('to'), args.text('table')];
  if ((to === undefined) === (table === undefined)) {
    throw new InvalidInputError(
      `expected either --to URL or --table NAME; got ${to === undefined ? 'neither' : 'both'}`,
    );
  }
  if (table !== undefined) {
    const destination = tableDestination(table, io).table;
    return { pages: tablePages(destination, io), raw: rawFromTable(destination) };
  }
  if (to === undefined || !/^https?:\/\//.test(to) || !URL.canParse(to)) {
    throw new InvalidInputError(`expected --to with a URL such as http://localhost:4400; got "${to}"`);
  }
  const token = args.text('web-token') ?? io.env.ATTAIN_WEB_TOKEN;
  const api = { url: deliveriesUrl(to), token };
  return { pages: apiPages(api, io), raw: rawFromApi(api, io) };
}

const MINUTE_MS = 60_000;

function beginOf(args: Arguments, io: Io): string {
  const after = args.text('after');
  return formatInstant(after === undefined ? io.now() - MINUTE_MS : parseInstant(after));
}

function everyOf(args: Arguments): number {
  return parseDuration(args.text('every') ?? 'PT2S');
}
