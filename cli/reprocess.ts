import { INCIDENTS_WITHOUT_SERVICE } from '../shared/domain/bucket.ts';
import { isSamePerson } from '../shared/domain/correction.ts';
import { describeEvent } from '../shared/domain/describe-event.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { formatInstant, parseInstant } from '../shared/domain/instant.ts';
import type { Grounds } from '../shared/domain/take-back.ts';
import { clean } from '../shared/reports/clean.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { carryOut, planReprocess, type ReprocessPlan } from '../shared/store/reprocess.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { confirmed } from './confirmed.ts';
import { counted } from './counted.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT } from './exit.ts';
import { keptDeliveries, type Wanted } from './kept-deliveries.ts';

/** Reads deliveries again that were kept, after a fix of a source or a changed mapping. */
export const reprocess: Command = {
  name: 'reprocess',
  summary: 'read kept deliveries again, after a fix or a changed mapping',
  synopsis:
    '(--to URL | --table NAME) [--from TIME --until TIME] [--source ID] --by NAME --approved-by NAME --note TEXT',
  positionals: 0,
  options: {
    ...DESTINATION_OPTIONS,
    from: { value: 'TIME', describe: 'deliveries received from then on; those in quarantine unless given' },
    until: { value: 'TIME', describe: 'and before then' },
    source: { value: 'ID', describe: 'only deliveries of this source; what others still say stays' },
    by: { value: 'NAME', required: true, describe: 'who proposes what is taken back' },
    'approved-by': { value: 'NAME', required: true, describe: 'who approves it: another person' },
    note: { value: 'TEXT', required: true, describe: 'why: it stands beside every event that is taken back' },
    yes: { describe: 'do it without asking' },
  },
  details: `Shows what would change, and asks. Events that are said now and were not go where they belong; states that are no
longer said are voided by corrections, maintenance, counts and phases of incidents are retracted, and all stands in the ledger
with who answers for it. What can be read now leaves quarantine. Closed reports stay as they are: Attain proposes restatements
where figures differ.`,
  examples: [
    'attain reprocess --to http://localhost:4400 --by Kim --approved-by Robin --note "New monitor for payments"',
    'attain reprocess --table Attain-Table --from 2026-10-01T00:00:00Z --until 2026-10-02T00:00:00Z --source kuma --by Kim --approved-by Robin --note "Zone of kuma"',
  ],
  run: async (args, io) => {
    const wanted = wantedFrom(args);
    const people = peopleFrom(args);
    const { table, now } = await destinationFrom(args, io);
    const grounds = { ...people, note: args.required('note'), now };
    const context = { versions: await catalogueVersions(table), parse: parseDelivery, now };
    const { chosen, others } = await keptDeliveries(table, wanted, io);
    const plan = await planReprocess(table, chosen, context, grounds, others);
    io.out(`${textOf(plan)}\n`);
    if (!changesAnything(plan) || !(await confirmed('Do it?', args, io))) return EXIT.fine;
    await carryOut(table, plan, context, grounds);
    io.out('Done: pages and the API count again within minutes.\n');
    return EXIT.fine;
  },
};

const LONGEST_WINDOW_MS = 92 * 86_400_000;

function wantedFrom(args: Arguments): Wanted {
  const [from, until] = [args.text('from'), args.text('until')];
  const source = args.text('source');
  if (from === undefined && until === undefined) return { source, window: undefined };
  if (from === undefined || until === undefined) {
    throw new InvalidInputError(
      `expected --from and --until, or neither; got only --${from === undefined ? 'until' : 'from'}`,
    );
  }
  const window = { from: parseInstant(from), until: parseInstant(until) };
  const ms = window.until - window.from;
  if (ms <= 0) throw new InvalidInputError(`expected --until after --from; got ${until} and ${from}`);
  if (ms > LONGEST_WINDOW_MS) throw new InvalidInputError(`expected at most 92 days at once; got ${from} to ${until}`);
  return { source, window };
}

function peopleFrom(args: Arguments): Pick<Grounds, 'proposedBy' | 'approvedBy'> {
  const [proposedBy, approvedBy] = [args.required('by'), args.required('approved-by')];
  if (isSamePerson(proposedBy, approvedBy)) {
    throw new InvalidInputError(`expected another person in --approved-by than in --by; got "${approvedBy}" in both`);
  }
  return { proposedBy, approvedBy };
}

function changesAnything({ added, takenBack, restored, settled, reopened, unfolded }: ReprocessPlan): boolean {
  return (
    added.length + restored.length + settled.length + reopened.length + unfolded.length > 0 ||
    takenBack.some(({ how }) => how !== 'kept')
  );
}

const SHOWN = 50;
const LONGEST_LINE = 300;

function textOf(plan: ReprocessPlan): string {
  const { deliveries, added, takenBack, restored, settled, setAside, unfolded } = plan;
  return [
    `${counted(deliveries.length, 'delivery', 'deliveries')} read again`,
    ...section(
      `${counted(added.length, 'event')} to add`,
      added.map((event) => `+ ${placeOf(event)}${describeEvent(event)}`),
    ),
    ...section(
      `${counted(takenBack.length, 'event')} no longer said`,
      takenBack.map(
        (it) => `- ${placeOf(it.event)}${describeEvent(it.event)}: ${it.how === 'kept' ? `stays: ${it.why}` : it.how}`,
      ),
    ),
    ...section(
      `${counted(restored.length, 'event')} said again`,
      restored.map(
        ({ correction }) =>
          `+ ${subjectOf(correction.service)}${correction.correction} of ${formatInstant('at' in correction ? correction.at : correction.start)} is revoked`,
      ),
    ),
    ...section(
      `${counted(unfolded.length, 'bucket')} to count again, as an earlier reading was cut short`,
      unfolded.map(({ subject, span }) => `* ${subject} ${span}`),
    ),
    ...section(
      `${counted(settled.length, 'part')} to leave quarantine`,
      settled.map((part) => `? ${originOf(part)}: ${part.reason}: ${part.detail ?? ''}`),
    ),
    ...section(
      `${counted(setAside.length, 'part')} that cannot be read or mapped`,
      setAside.map((part) => `? ${originOf(part)}: ${part.reason}: ${part.detail ?? ''}`),
    ),
  ].join('\n');
}

// From whom and when it came, as the page Quarantine has it.
function originOf({
  source,
  receivedAt,
}: ReprocessPlan['settled'][number] | ReprocessPlan['setAside'][number]): string {
  return `${source} ${typeof receivedAt === 'number' ? formatInstant(receivedAt) : receivedAt}`;
}

function placeOf(event: ReprocessPlan['added'][number]): string {
  return 'service' in event ? subjectOf(event.service) : '';
}

function subjectOf(service: string | null): string {
  return service === null || service === INCIDENTS_WITHOUT_SERVICE ? 'without a service: ' : `${service}: `;
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  return ['', title, ...lines.slice(0, SHOWN).map((line) => clean(line, LONGEST_LINE)), ...more];
}
