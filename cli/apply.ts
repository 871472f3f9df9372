import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import { diffCatalogues } from '../shared/catalogue/diff-catalogues.ts';
import type { Catalogue } from '../shared/domain/catalogue.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant } from '../shared/domain/instant.ts';
import { type CatalogueVersion, versionAt } from '../shared/domain/version.ts';
import { catalogueVersions, newestCatalogue, publishCatalogue } from '../shared/store/catalogue-versions.ts';
import type { Command } from './command.ts';
import { confirmed } from './confirmed.ts';
import { counted } from './counted.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { defaultCatalogueFile, readPlaced } from './files.ts';
import type { Io } from './io.ts';
import { formatFinding, isAtLeast, lint, type PlacedFinding } from './lint.ts';
import { tellNewSecrets } from './new-secrets.ts';

/** Publishes a catalogue as a new version, without a deploy, after showing what it changes. */
export const apply: Command = {
  name: 'apply',
  summary: 'publish a catalogue as a new version, after showing what it changes',
  synopsis: '[FILE] --to URL | --table NAME [--yes]',
  positionals: 1,
  options: {
    ...DESTINATION_OPTIONS,
    yes: { describe: 'publish without asking' },
  },
  details: `FILE is a catalogue in YAML; without one, the file that attain:catalogue names in cdk.json. It is checked first.
Versions are never changed: the new one applies from its effectiveFrom, and reports name the version they used.`,
  examples: ['attain apply --to http://localhost:4400', 'attain apply catalogue.yaml --table Attain-Table --yes'],
  run: async (args, io) => {
    const file = args.positionals[0] ?? defaultCatalogueFile(io);
    const placed = readPlaced(file, io);
    const { catalogue } = placed;
    const { table, now } = await destinationFrom(args, io);
    refuseErrors(file, lint(placed, { now }), io);
    const newest = await newestCatalogue(table);
    if (newest !== undefined && newest.hash === catalogueHash(catalogue)) return nothingToPublish(newest, io);
    const before = versionAt(await catalogueVersions(table), catalogue.effectiveFrom);
    io.out(`${changesOf(before, catalogue).join('\n')}\n`);
    if (before !== undefined && catalogue.effectiveFrom < now) io.err(`attain apply: ${PAST_CHANGES}\n`);
    if (!(await confirmed('Publish?', args, io))) return EXIT.fine;
    const { version, published } = await publishCatalogue(table, catalogue, now);
    // Somebody else may have published the same meanwhile.
    if (!published) return nothingToPublish(version, io);
    io.out(`Published version ${version.hash}\n`);
    await tellNewSecrets({ before: newest?.catalogue, after: catalogue, to: args.text('to') }, io);
    return EXIT.fine;
  },
};

function refuseErrors(file: string, findings: readonly PlacedFinding[], io: Io): void {
  for (const finding of findings.filter(isAtLeast('warning'))) io.err(formatFinding(file, finding));
  const errors = findings.filter(isAtLeast('error'));
  if (errors.length > 0) throw new InvalidInputError(`expected a catalogue without errors; got ${errors.length}`);
}

function nothingToPublish({ hash }: CatalogueVersion, io: Io): ExitCode {
  io.out(`Nothing to publish: this is already version ${hash}\n`);
  return EXIT.fine;
}

const PAST_CHANGES =
  'it takes effect in the past: pages and the API count again from then on; closed reports stay as they are';

function changesOf(before: CatalogueVersion | undefined, after: Catalogue): string[] {
  if (before === undefined) return ['There is no catalogue yet: this is the first version'];
  const changes = diffCatalogues(before.catalogue, after);
  const since = formatInstant(after.effectiveFrom);
  return [`${counted(changes.length, 'difference')} to the version that holds on ${since}`, ...changes];
}
