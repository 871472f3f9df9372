import type { Catalogue, Source } from '../shared/domain/catalogue.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant, parseInstant } from '../shared/domain/instant.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { counted } from './counted.ts';
import { deliver, type Request } from './deliver.ts';
import { EXIT } from './exit.ts';
import { defaultCatalogueFile, readCatalogue } from './files.ts';
import type { Io } from './io.ts';
import { labelPairs } from './label-pairs.ts';
import { secretKeptHere, whereSecretsAre } from './local-secret.ts';
import { Progress } from './progress.ts';
import { proven } from './senders/proven.ts';
import { type Outage, SCENARIO_NAMES, type Scenario, SPAN_MS, scenarioNamed } from './senders/scenarios.ts';
import { SENDERS, senderFor } from './senders/senders.ts';
import { labelsFor, subjectOf } from './senders/subject.ts';
import { webhookUrl } from './webhook-url.ts';

const HOUR_MS = 3_600_000;
const ALERTS_IN_STORM = 50;

/** Plays a monitoring tool, to see what Attain makes of what such tools do. */
export const send: Command = {
  name: 'send',
  summary: 'play a monitoring tool: send what it would during an outage, in order or not',
  synopsis: '--source NAME --scenario NAME --to URL [OPTIONS]',
  positionals: 0,
  options: {
    source: { value: 'NAME', required: true, describe: 'id of a source in the catalogue, or the type of its only one' },
    scenario: { value: 'NAME', required: true, describe: `one of ${SCENARIO_NAMES.join(', ')}` },
    to: { value: 'URL', required: true, describe: 'where Attain runs, such as http://localhost:4400' },
    service: { value: 'ID', describe: 'send what maps to this service of the catalogue' },
    label: { value: 'NAME=VALUE', repeatable: true, describe: 'a label of the alerts; may be repeated' },
    at: { value: 'TIME', describe: 'when the (first) outage begins; an hour ago unless given' },
    seed: { value: 'TEXT', describe: 'decides ids and chance: the same seed and --at send the same; 1 unless given' },
    count: { value: 'N', describe: `alerts in a storm; ${ALERTS_IN_STORM} unless given` },
    secret: { value: 'S', describe: "the source's secret; the variable ATTAIN_SECRET unless given" },
    catalogue: { value: 'FILE', describe: 'the catalogue with the source; unless given, the one of cdk.json' },
  },
  details: `Speaks as ${SENDERS.map(({ type }) => type).join(', ')} do, with the credential
that the catalogue asks for. For an Attain of npm start in this directory the secret is found by itself. What is sent counts:
use a test stack or a service of its own.`,
  examples: [
    'attain send --source alertmanager-eu --scenario outage --service checkout --to http://localhost:4400',
    'attain send --source probes --scenario reordered --label monitor=login-probe --to http://localhost:4400 --seed 7',
  ],
  run: async (args, io) => {
    const catalogue = readCatalogue(args.text('catalogue') ?? defaultCatalogueFile(io), io);
    const source = sourceNamed(args.required('source'), catalogue);
    const { requests, outages } = played(args, { catalogue, source }, io);
    const retries = await sendInOrder(requests, io);
    const again = retries === 0 ? '' : ` (${counted(retries, 'retry', 'retries')})`;
    io.out(`${counted(requests.length, 'delivery', 'deliveries')} accepted${again}; down by their word:\n`);
    for (const outage of outages) io.out(`  ${inWords(outage)}\n`);
    return EXIT.fine;
  },
};

function sourceNamed(name: string, { sources }: Catalogue): Source {
  const ofType = sources.filter(({ type, auth }) => type === name && auth.type !== 'aws');
  const source = sources.find(({ id }) => id === name) ?? (ofType.length === 1 ? ofType[0] : undefined);
  if (source !== undefined) return source;
  const known = sources.map(({ id }) => id).join(', ');
  throw new InvalidInputError(`expected --source with one of ${known}; got "${name}"`);
}

function played(
  args: Arguments,
  { catalogue, source }: { catalogue: Catalogue; source: Source },
  io: Io,
): Pick<Scenario, 'outages'> & { requests: (() => Request)[] } {
  const sender = senderFor(source.type);
  const given = labelPairs(args, 'label');
  const labels = labelsFor(sender, { catalogue, source, service: args.text('service'), labels: given });
  const seed = args.text('seed') ?? '1';
  const { words, outages } = scenarioNamed(args.required('scenario'))({
    at: beginOf(args, io),
    seed,
    count: countOf(args),
  });
  const url = webhookUrl(args.required('to'), source.id);
  const secret = secretOf(args, { url, source }, io);
  const requests = words.map((word) => {
    const written = sender.write(word, subjectOf(word, { labels, seed }));
    // Signed when it is sent: a time of signing grows old.
    return () => ({ ...proven({ url, ...written }, { auth: source.auth, secret, now: io.now() }), shownUrl: url });
  });
  return { requests, outages };
}

function beginOf(args: Arguments, io: Io): number {
  const text = args.text('at');
  if (text === undefined) return Math.floor(io.now() / 1000) * 1000 - HOUR_MS;
  const at = parseInstant(text);
  if (at + SPAN_MS <= io.now()) return at;
  throw new InvalidInputError(
    `expected --at at least half an hour ago, as nobody tells of what is ahead; got "${text}"`,
  );
}

function countOf(args: Arguments): number {
  const text = args.text('count') ?? String(ALERTS_IN_STORM);
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidInputError(`expected --count of 1 to 99999; got "${text}"`);
}

function secretOf(args: Arguments, { url, source }: { url: string; source: Source }, io: Io): string {
  const { auth } = source;
  if (!('secret' in auth)) return '';
  const secret = args.text('secret') ?? io.env.ATTAIN_SECRET ?? secretKeptHere({ to: url, name: auth.secret }, io);
  if (secret !== undefined) return secret;
  throw new InvalidInputError(
    `expected --secret or ATTAIN_SECRET with the secret ${auth.secret}; got neither${whereSecretsAre(url)}`,
  );
}

/** One after the other, as the order is part of what is played. */
async function sendInOrder(requests: readonly (() => Request)[], io: Io): Promise<number> {
  const progress = new Progress(io, requests.length);
  let [sent, retries] = [0, 0];
  try {
    for (const request of requests) {
      retries += (await deliver(request(), io)).retries;
      sent += 1;
      progress.show({ done: sent, label: `${sent} of ${counted(requests.length, 'delivery', 'deliveries')}` });
    }
    return retries;
  } catch (error) {
    io.err(`attain send: stopped after ${counted(sent, 'delivery', 'deliveries')}\n`);
    throw error;
  } finally {
    progress.end();
  }
}

function inWords({ start, end }: Outage): string {
  return `${formatInstant(start)} – ${end === undefined ? 'until it is told to be over' : formatInstant(end)}`;
}
