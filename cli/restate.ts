import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Restatement } from '../shared/domain/restatement.ts';
import { whatBecameKnown } from '../shared/reports/late-fact-words.ts';
import { creditChanges, figuresText, weight } from '../shared/reports/mail/restatement-section.ts';
import { approve, getProposal, type Proposal } from '../shared/store/restatements.ts';
import type { Command } from './command.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { FailedError } from './failed-error.ts';
import type { Io } from './io.ts';
import { textTable } from './text-table.ts';

/** Shows what would replace a closed report, and writes it as the next version once somebody approves. */
export const restate: Command = {
  name: 'restate',
  summary: 'show what became known after a report was closed, and approve its next version',
  synopsis: '--agreement ID --period P (--to URL | --table NAME) [--approve NAME --reason TEXT] [--json]',
  positionals: 0,
  options: {
    agreement: { value: 'ID', required: true, describe: 'the agreement' },
    period: { value: 'P', required: true, describe: 'the period of the closed report, such as 2026-10' },
    ...DESTINATION_OPTIONS,
    approve: { value: 'NAME', describe: 'who approves: their name stands in the new version' },
    reason: { value: 'TEXT', describe: 'why: it stands beside the name' },
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
  },
  details: `Late facts never change a closed report. Attain counts closed periods again every hour and proposes a new version
where figures differ. The version before stays readable for ever.`,
  examples: [
    'attain restate --agreement acme-2026 --period 2026-10 --to http://localhost:4400',
    'attain restate --agreement acme-2026 --period 2026-10 --table Attain-Table --approve "Kim Customer" --reason "Lost webhook of 14 October"',
  ],
  run: async (args, io) => {
    const of = { agreement: args.required('agreement'), period: args.required('period') };
    const approvedBy = args.text('approve');
    if (approvedBy === undefined && args.has('reason'))
      throw new InvalidInputError('expected --approve with --reason; got none');
    const { table, now } = await destinationFrom(args, io);
    const proposal = await getProposal(table, of);
    const isJson = args.has('json');
    if (proposal === undefined) return nothingProposed(of, { isJson, io });
    if (!isJson) io.out(proposalText(proposal));
    const { restatement } = proposal;
    if (approvedBy === undefined) return shown({ ...of, restatement, written: null }, { isJson, io });
    const report = await approve(table, proposal, { approvedBy, reason: args.text('reason') ?? '', now });
    if (report === undefined) throw new FailedError(`${restatement.report} has been written meanwhile; look again`);
    io.err(`Written: ${report.id}. It is mailed and archived within the hour; ${proposal.closed.id} stays as it is.\n`);
    return shown({ ...of, restatement, written: report.id }, { isJson, io });
  },
};

interface Answer {
  readonly agreement: string;
  readonly period: string;
  /** Null where nothing waits for approval. */
  readonly restatement: Restatement | null;
  /** Id of the version that was written now. */
  readonly written: string | null;
}

interface To {
  readonly isJson: boolean;
  readonly io: Io;
}

function nothingProposed(of: Pick<Answer, 'agreement' | 'period'>, { isJson, io }: To): ExitCode {
  const { agreement, period } = of;
  if (!isJson) io.out(`Nothing to restate: no version of a report of ${agreement} for ${period} waits for approval\n`);
  return shown({ ...of, restatement: null, written: null }, { isJson, io });
}

function shown(answer: Answer, { isJson, io }: To): ExitCode {
  if (isJson) io.out(`${JSON.stringify(answer, null, 2)}\n`);
  return EXIT.fine;
}

function proposalText({ closed, restatement }: Proposal): string {
  const rows = restatement.services.map((it) => [
    it.name,
    figuresText(it.before),
    figuresText(it.after),
    it.points ?? '–',
    whatBecameKnown(it, closed.period.timeZone),
  ]);
  const table = textTable([['SERVICE', 'BEFORE', 'NOW', 'POINTS', 'WHAT BECAME KNOWN'], ...rows]);
  const notes = [...creditChanges(restatement), weight(restatement)].join('\n');
  return `${restatement.report} would replace ${restatement.replaces}\n\n${table}\n\n${notes}\n`;
}
