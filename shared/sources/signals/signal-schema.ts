import * as z from 'zod/mini';
import { InvalidInputError } from '../../domain/errors.ts';
import { formatDuration, formatInstant, parseDuration, parseInstant } from '../../domain/instant.ts';
import { CORRECTION_REASONS, type Signal } from '../../domain/signal.ts';
import { isCleanText, isWebAddress, LONGEST_URL } from '../reading/text.ts';

/**
 * The seven kinds of signal as JSON, in both directions: ISO times with an offset outside, epoch milliseconds inside.
 * Sizes are bounded so that the largest signal fits a stored item of 400 KB, even with three bytes for each character.
 */

export const LONGEST_ID = 512;
export const LONGEST_TITLE = 500;
export const LONGEST_LABEL_NAME = 200;
export const LONGEST_LABEL_VALUE = 1_024;
export const LONGEST_PRIORITY = 50;
export const MOST_LABELS = 64;
const LONGEST_SERVICE = 200;
const LONGEST_PERSON = 200;
const LONGEST_NOTE = 2_000;
const MOST_SERVICES = 500;
export const LONGEST_WINDOW_MS = 366 * 86_400_000;

/** Earlier is a clock that was never set; later is a slip of the pen. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const WEB_ADDRESS = `expected an http or https address of at most ${LONGEST_URL} characters`;
const id = text(LONGEST_ID);
const title = z.exactOptional(text(LONGEST_TITLE));
const url = z.exactOptional(z.string({ error: WEB_ADDRESS }).check(z.refine(isWebAddress, { error: WEB_ADDRESS })));
const at = instant();
const window = { start: instant(), end: instant() };
const services = z.readonly(
  z
    .array(text(LONGEST_SERVICE), { error: 'expected a list of service ids' })
    .check(z.maxLength(MOST_SERVICES, { error: `expected at most ${MOST_SERVICES} services` })),
);
const someServices = services.check(z.refine((list) => list.length > 0, { error: 'expected at least one service id' }));
const labels = z.readonly(
  z
    .record(text(LONGEST_LABEL_NAME), text(LONGEST_LABEL_VALUE, 0), {
      error: ({ code }) =>
        code === 'invalid_key'
          ? `expected label names of 1 to ${LONGEST_LABEL_NAME} characters without control characters`
          : 'expected an object of texts',
    })
    .check(
      z.refine((value) => Object.keys(value).length <= MOST_LABELS, {
        error: `expected at most ${MOST_LABELS} labels`,
      }),
    ),
);
const MONITOR_STATES = ['up', 'degraded', 'down', 'unknown'] as const;
const INCIDENT_PHASES = [
  'opened',
  'acknowledged',
  'restored',
  'closed',
  'reopened',
  'cancelled',
  'paused',
  'resumed',
  'updated',
] as const;

const state = z
  .strictObject({
    kind: z.literal('state'),
    monitor: id,
    state: oneOf(MONITOR_STATES),
    at,
    previous: z.exactOptional(oneOf([...MONITOR_STATES, 'pending'])),
    since: z.exactOptional(instant()),
    ends: z.exactOptional(oneOf(['down', 'degraded'])),
    heardAt: z.exactOptional(instant()),
    maintenance: z.exactOptional(z.literal(true)),
    labels: z.exactOptional(labels),
    title,
    url,
  })
  .check(
    z.refine((signal) => signal.since === undefined || signal.previous !== undefined, {
      path: ['since'],
      error: 'expected "previous" beside it: it says since when the monitor was in its previous state',
    }),
    z.refine((signal) => signal.ends === undefined || signal.previous === undefined, {
      path: ['ends'],
      error: 'expected no "previous" beside it: it names trouble of which nobody says since when',
    }),
    z.refine((signal) => signal.since === undefined || signal.since <= signal.at, {
      path: ['since'],
      error: 'expected a time not after "at"',
    }),
    z.refine((signal) => signal.maintenance === undefined || signal.state === 'unknown', {
      path: ['maintenance'],
      error: 'expected "state": "unknown" beside it: what is being maintained is not looked at',
    }),
  );

const incident = z.strictObject({
  kind: z.literal('incident'),
  incident: id,
  phase: oneOf(INCIDENT_PHASES),
  priority: z._default(text(LONGEST_PRIORITY, 0), ''),
  at,
  services: z.exactOptional(services),
  labels: z.exactOptional(labels),
  title,
  url,
});

const maintenance = inWindow(
  z.strictObject({
    kind: z.literal('maintenance'),
    maintenance: id,
    services: z._default(services, []),
    labels: z.exactOptional(labels),
    ...window,
    announcedAt: instant(),
    cancelledAt: z.exactOptional(instant()),
    title,
  }),
).check(
  z.refine((signal) => signal.services.length > 0 || signal.labels !== undefined, {
    path: ['services'],
    error: 'expected at least one service id, or labels that pick the services',
  }),
);

const count = inWindow(
  z.strictObject({ kind: z.literal('count'), indicator: id, good: natural(), total: natural(), ...window }),
).check(z.refine((signal) => signal.good <= signal.total, { path: ['good'], error: 'expected at most "total"' }));

const heartbeat = z.strictObject({ kind: z.literal('heartbeat'), feed: id, at, every: duration() });

const person = text(LONGEST_PERSON);
const proposal = {
  kind: z.literal('correction'),
  correction: id,
  services: someServices,
  proposedBy: person,
  proposedAt: instant(),
  reason: oneOf(CORRECTION_REASONS),
  note: z.exactOptional(text(LONGEST_NOTE)),
  evidence: url,
  clause: z.exactOptional(text(LONGEST_TITLE)),
  expiresAt: z.exactOptional(instant()),
};
const change = { monitor: id, signal: id, at };

const correction = z.discriminatedUnion(
  'action',
  [
    inWindow(z.strictObject({ ...proposal, action: z.literal('exclude'), ...window })),
    inWindow(z.strictObject({ ...proposal, action: z.literal('include'), ...window })),
    inWindow(z.strictObject({ ...proposal, action: z.literal('reclassify'), ...window, state: oneOf(MONITOR_STATES) })),
    z.strictObject({ ...proposal, action: z.literal('void'), ...change }),
    z.strictObject({ ...proposal, action: z.literal('amend'), ...change, to: instant() }),
  ],
  { error: 'expected one of exclude, include, reclassify, void, amend' },
);

const approval = z.strictObject({
  kind: z.literal('approval'),
  correction: id,
  services: someServices,
  approvedBy: person,
  at,
  decision: oneOf(['approved', 'rejected', 'withdrawn']),
});

const KINDS = 'state, incident, maintenance, count, heartbeat, correction, approval';
const union = z.discriminatedUnion('kind', [state, incident, maintenance, count, heartbeat, correction, approval], {
  error: ({ code }) => (code === 'invalid_union' ? `expected one of ${KINDS}` : 'expected an object'),
});

/** Decodes JSON to a signal and encodes a signal to JSON; the type says that both sides agree with the domain. */
export const signalSchema: z.ZodMiniType<Signal, z.input<typeof union>> = union;
export type SignalJson = z.input<typeof union>;

function inWindow<Shape extends z.ZodMiniType<{ start: number; end: number }>>(shape: Shape): Shape {
  return shape.check(
    z.refine(({ start, end }) => start < end, { path: ['end'], error: 'expected a time after "start"' }),
    z.refine(({ start, end }) => end - start <= LONGEST_WINDOW_MS, {
      path: ['end'],
      error: 'expected at most 366 days after "start"',
    }),
  );
}

function text(longest: number, shortest = 1) {
  const error = `expected ${shortest} to ${longest} characters without control characters`;
  return z.string({ error }).check(z.refine((value) => isCleanText(value, { shortest, longest }), { error }));
}

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, { error: `expected one of ${values.join(', ')}` });
}

function natural() {
  const error = 'expected a whole number from 0 to 9007199254740991';
  return z.int({ error }).check(z.nonnegative({ error }));
}

function instant() {
  return codec({
    expected: 'expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z, from 2000 to 2099',
    decode: parseInstant,
    encode: (ms) => formatInstant(ms),
    accepts: isSignalTime,
  });
}

/** Whether a moment (epoch ms) lies within the years that a signal may speak of, 2000 to 2099. */
export function isSignalTime(ms: number): boolean {
  return EARLIEST <= ms && ms < LATEST;
}

function duration() {
  return codec({
    expected: 'expected an ISO 8601 duration from PT1S to P366D, such as PT1M',
    decode: parseDuration,
    encode: formatDuration,
    accepts: (ms) => Number.isSafeInteger(ms) && 1_000 <= ms && ms <= LONGEST_WINDOW_MS,
  });
}

interface Notation {
  readonly expected: string;
  readonly decode: (text: string) => number;
  readonly encode: (value: number) => string;
  readonly accepts: (value: number) => boolean;
}

function codec({ expected, decode, encode, accepts }: Notation) {
  return z.codec(z.string({ error: expected }), z.number().check(z.refine(accepts, { error: expected })), {
    decode: (input, context) => {
      try {
        return decode(input);
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        context.issues.push({ code: 'custom', message: expected, input });
        return z.NEVER;
      }
    },
    encode,
  });
}
