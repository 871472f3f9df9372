import * as z from 'zod';
import type { Target } from '../domain/catalogue.ts';
import { flag, oneOf, strict } from './schema-parts.ts';
import { duration, id, percentage, positiveDuration, text, wholeNumber } from './values.ts';

const countShare = {
  indicator: id.meta({ description: 'One of the service’s indicators of counts' }),
  target: percentage,
  minimum: wholeNumber.prefault('0').meta({ description: 'With fewer counted in a period the target is not measured' }),
};

const clocked = {
  priority: text.meta({ description: 'As incidents name it' }),
  within: duration,
  target: percentage,
  clock: oneOf(['wallTime', 'serviceHours']).default('wallTime'),
  retroactive: flag
    .prefault('true')
    .meta({ description: 'Whether a priority that rises counts from the detection on; if not, from its rise' }),
};

const KINDS = [
  strict({ kind: z.literal('availability'), target: percentage }),
  strict({ kind: z.literal('outages'), atMost: wholeNumber, longerThan: duration.prefault('PT0S') }),
  strict({ kind: z.literal('longestOutage'), atMost: duration }),
  strict({ kind: z.literal('downtime'), atMost: duration }),
  strict({ kind: z.literal('requests'), ...countShare }),
  strict({ kind: z.literal('latency'), ...countShare }),
  strict({ kind: z.literal('mtbf'), atLeast: positiveDuration }),
  strict({ kind: z.literal('coverage'), target: percentage }),
  strict({ kind: z.literal('acknowledge'), ...clocked }),
  strict({ kind: z.literal('restore'), ...clocked }),
] as const;

const KIND_NAMES = KINDS.map((kind) => [...kind.shape.kind.values][0]).join(', ');

/** A target of any kind, as the domain has it. */
export const target = z
  .discriminatedUnion('kind', KINDS, {
    error: ({ code }) => (code === 'invalid_union' ? `one of ${KIND_NAMES}` : 'a mapping'),
  })
  .transform((written): Target => {
    switch (written.kind) {
      case 'outages':
        return { kind: written.kind, atMost: written.atMost, longerThanMs: written.longerThan };
      case 'longestOutage':
      case 'downtime':
        return { kind: written.kind, atMostMs: written.atMost };
      case 'mtbf':
        return { kind: written.kind, atLeastMs: written.atLeast };
      case 'acknowledge':
      case 'restore': {
        const { within, ...rest } = written;
        return { ...rest, withinMs: within };
      }
      case 'availability':
      case 'requests':
      case 'latency':
      case 'coverage':
        return written;
    }
  });
