import { InvalidInputError, InvariantError } from '../shared/domain/errors.ts';
import { foreseenRefusal, isAboutUnknown, outcomeOf } from '../shared/domain/foreseen-refusal.ts';
import { type ApprovalSignal, CORRECTION_REASONS, type CorrectionSignal } from '../shared/domain/signal.ts';
import { clean } from '../shared/reports/clean.ts';
import { formatSignal, parseSignal } from '../shared/sources/signals/signal-json.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { deliver } from './deliver.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';
import { knownCorrections } from './known-corrections.ts';
import { localSecret } from './local-secret.ts';
import { webhookUrl } from './webhook-url.ts';

/** Proposes a correction, or decides on one: sends the signal to a source that may do so. */
export const correct: Command = {
  name: 'correct',
  summary: 'propose a correction of what is counted, or approve, reject or withdraw one',
  synopsis: 'ACTION --id ID --service ID --by NAME --to URL [OPTIONS]',
  positionals: 1,
  options: {
    id: { value: 'ID', required: true, describe: 'id of the correction, such as COR-7' },
    service: { value: 'ID', required: true, repeatable: true, describe: 'a service that it is about; repeatable' },
    by: { value: 'NAME', required: true, describe: 'who proposes or decides; the two must be different people' },
    to: { value: 'URL', required: true, describe: 'where Attain runs, such as http://localhost:4400' },
    start: { value: 'TIME', describe: 'exclude, include, reclassify: start of the stretch' },
    end: { value: 'TIME', describe: 'exclude, include, reclassify: end of the stretch' },
    state: { value: 'STATE', describe: 'reclassify: up, degraded, down or unknown' },
    monitor: { value: 'ID', describe: "void, amend: the catalogue's monitor" },
    signal: { value: 'NAME', describe: "void, amend: the stream's own name; the monitor's id unless given" },
    at: { value: 'TIME', describe: 'void, amend: when the change happened that is wrong' },
    'moved-to': { value: 'TIME', describe: 'amend: when it happened instead' },
    reason: { value: 'CODE', describe: `proposals: ${CORRECTION_REASONS.join(', ')}` },
    note: { value: 'TEXT', describe: 'proposals: why, in words' },
    evidence: { value: 'URL', describe: 'proposals: web address of the evidence' },
    clause: { value: 'TEXT', describe: 'proposals: clause of the contract' },
    'expires-at': { value: 'TIME', describe: 'proposals: from then on it can no longer be approved' },
    source: { value: 'ID', describe: 'id of a source with corrections: true; corrections unless given' },
    secret: { value: 'S', describe: "the source's bearer secret; the variable ATTAIN_SECRET unless given" },
  },
  details: `ACTION is what to propose: exclude, include, reclassify, void or amend; or how to decide: approve, reject or withdraw.
A correction changes nothing until somebody other than its proposer approves it. What is certain to be refused is not sent:
the Attain there is asked first what it knows of corrections, where its pages are open. The source must have corrections: true in
the catalogue: what others send is kept and shown under /quarantine. For an Attain of npm start in this directory the secret
is found by itself.`,
  examples: [
    'attain correct exclude --id COR-7 --service checkout --start 2026-10-14T07:12:00Z --end 2026-10-14T08:00:00Z --reason customer-caused --by Kim --to http://localhost:4400',
    'attain correct void --id COR-8 --service search --monitor search-probe --at 2026-10-14T07:12:00Z --reason false-alarm --by Kim --to http://localhost:4400',
    'attain correct approve --id COR-7 --service checkout --by Robin --to http://localhost:4400',
  ],
  run: async (args, io) => {
    const signal = signalFrom(args, io.now());
    const source = args.text('source') ?? 'corrections';
    const url = webhookUrl(args.required('to'), source);
    const secret = args.text('secret') ?? io.env.ATTAIN_SECRET ?? localSecret({ to: url, source }, io);
    const asked = await askedFirst(signal, { url, source: sourceOf(url) }, io);
    await deliver({ url, secret, body: JSON.stringify(formatSignal(signal)) }, io);
    const isAwaited = signal.kind === 'approval' && asked.unasked === undefined;
    const { unasked } = isAwaited ? await confirmed(signal, url, io) : asked;
    io.out(told(signal, args, unasked));
    return EXIT.fine;
  },
};

const DECISIONS = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

const STRETCH = ['start', 'end'] as const;
const CHANGE = ['monitor', 'at'] as const;
const GROUNDS = ['reason', 'note', 'evidence', 'clause', 'expires-at'] as const;
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  exclude: STRETCH,
  include: STRETCH,
  reclassify: [...STRETCH, 'state'],
  void: CHANGE,
  amend: [...CHANGE, 'moved-to'],
};

type Sent = ApprovalSignal | CorrectionSignal;

function signalFrom(args: Arguments, now: number): Sent {
  const [action = ''] = args.positionals;
  const decision = Object.entries(DECISIONS).find(([name]) => name === action)?.[1];
  const needed = ACTIONS[action];
  if (decision === undefined && needed === undefined) {
    const known = [...Object.keys(ACTIONS), ...Object.keys(DECISIONS)].join(', ');
    throw new InvalidInputError(`expected an action, one of ${known}; got ${action === '' ? 'none' : `"${action}"`}`);
  }
  const about = { correction: args.required('id'), services: args.all('service') };
  const moment = new Date(now).toISOString();
  if (needed === undefined) {
    refuseOthers(action, args, []);
    return sentSignal({ kind: 'approval', ...about, approvedBy: args.required('by'), at: moment, decision });
  }
  refuseOthers(action, args, [...needed, ...GROUNDS, ...(needed.includes('monitor') ? ['signal'] : [])]);
  const proposed = { proposedBy: args.required('by'), proposedAt: moment, reason: args.required('reason') };
  return sentSignal({ kind: 'correction', ...about, action, ...detailsFrom(args, needed), ...proposed });
}

function sentSignal(json: Record<string, unknown>): Sent {
  const signal = parseSignal(json);
  if (signal.kind === 'correction' || signal.kind === 'approval') return signal;
  throw new InvariantError(`expected a correction or an approval; made "${signal.kind}"`);
}

function detailsFrom(args: Arguments, needed: readonly string[]): Record<string, string> {
  const details = Object.fromEntries(needed.map((option) => [KEYS[option] ?? option, args.required(option)]));
  const grounds = GROUNDS.flatMap((option): [string, string][] => {
    const value = args.text(option);
    return value === undefined ? [] : [[KEYS[option] ?? option, value]];
  });
  const signal = needed.includes('monitor') ? { signal: args.text('signal') ?? args.required('monitor') } : {};
  return { ...details, ...signal, ...Object.fromEntries(grounds) };
}

const KEYS: Readonly<Record<string, string>> = { 'moved-to': 'to', 'expires-at': 'expiresAt' };
const ALWAYS = ['id', 'service', 'by', 'to', 'source', 'secret'];

// An option that means nothing here was meant to mean something.
function refuseOthers(action: string, args: Arguments, allowed: readonly string[]): void {
  const other = Object.keys(correct.options).find(
    (option) => args.has(option) && !ALWAYS.includes(option) && !allowed.includes(option),
  );
  if (other !== undefined) throw new InvalidInputError(`expected no --${other} with ${action}`);
}

// What was proposed a moment ago may wait to be recorded, behind whatever came before it.
const TRIES = 8;
const PAUSE_MS = 2_000;
// It names people and corrections as they were sent.
const LONGEST = 1_000;

/** Asks what is known of corrections there. @throws InvalidInputError where the signal is certain to be refused */
async function askedFirst(
  signal: Sent,
  { url, source }: { url: string; source: string },
  io: Io,
): Promise<{ readonly unasked?: string }> {
  for (let tries = 1; ; tries++) {
    const known = await knownCorrections(url, io);
    if ('unasked' in known) return known;
    const refusal = foreseenRefusal(signal, { source, known });
    if (refusal === undefined) return {};
    if (!isAboutUnknown(signal, known) || tries === TRIES) throw new InvalidInputError(clean(refusal, LONGEST));
    await io.sleep(PAUSE_MS);
  }
}

/** Waits until a decision is recorded. @throws InvalidInputError where somebody had decided before */
async function confirmed(signal: ApprovalSignal, url: string, io: Io): Promise<{ readonly unasked?: string }> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const known = await knownCorrections(url, io);
    if ('unasked' in known) return known;
    const outcome = outcomeOf(signal, known);
    if (outcome.state === 'holds') return {};
    if (outcome.state === 'late')
      throw new InvalidInputError(`sent, and changes nothing: ${clean(outcome.why, LONGEST)}`);
    await io.sleep(PAUSE_MS);
  }
  return { unasked: 'it waits to be recorded' };
}

// --to may name the webhook itself.
function sourceOf(url: string): string {
  return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
}

function told(signal: Sent, args: Arguments, unasked: string | undefined): string {
  const about = `${args.required('id')} of ${args.all('service').join(', ')}`;
  const isDecision = signal.kind === 'approval';
  const unknown = `Not known yet whether it holds: ${unasked}. See the service's page`;
  if (isDecision && unasked !== undefined) {
    return `${about}: sent as ${signal.decision} by ${signal.approvedBy}. ${unknown}\n`;
  }
  if (isDecision) return `${about}: ${signal.decision} by ${signal.approvedBy}\n`;
  const proposed = `${about}: ${unasked === undefined ? 'proposed' : 'sent as proposed'}`;
  const waits = `It changes nothing until somebody other than ${args.required('by')} approves it`;
  return unasked === undefined ? `${proposed}. ${waits}\n` : `${proposed}. ${waits}. ${unknown}\n`;
}
