import * as z from 'zod';
import { METHOD_NAMES } from '../domain/method.ts';
import { flag, listOfSome, oneOf, strict } from './schema-parts.ts';
import { digits, duration, id, share, text } from './values.ts';

const UNKNOWN_TREATMENTS = ['exclude', 'countAsUp', 'countAsDown', 'carry', 'omit'] as const;

const unknownTreatment = oneOf(UNKNOWN_TREATMENTS);

const unknownByCause = strict({
  reported: unknownTreatment.optional(),
  feedSilent: unknownTreatment.optional(),
  neverSeen: unknownTreatment.optional(),
  pending: unknownTreatment.optional(),
  noMonitor: unknownTreatment.optional(),
});

/** A team's own accounting method: a built-in one with settings of its own. */
export const method = strict({
  id: id.refine((value) => !METHOD_NAMES.includes(value), { error: () => 'another id than that of a built-in method' }),
  basedOn: text.default('contract').meta({ description: 'Built-in method that gives all other settings' }),
  maintenance: oneOf(['exclude', 'countAsUp', 'countAsDown', 'ignore']).optional(),
  upInMaintenanceIsUp: flag.optional().meta({ description: 'What was up in maintenance is up, not maintenance' }),
  unknownBeforeMaintenance: flag
    .optional()
    .meta({ description: 'What is both unknown and in maintenance is unknown, not maintenance' }),
  unknown: z.union([unknownTreatment, unknownByCause]).optional().meta({ description: 'For every cause, or by cause' }),
  degradedWeight: share.optional(),
  shortInterruption: duration
    .optional()
    .meta({ description: 'A state that lasts shorter is taken for the one on both sides of it, if they agree' }),
  rollUp: oneOf(['anyDown', 'monitorSeconds'])
    .optional()
    .meta({ description: 'Rolls up the monitors so, whatever the service says' }),
  initialState: listOfSome(oneOf(['lastBefore', 'previousNamed', 'currentState', 'silence', 'up'])).optional(),
  displayDigits: digits.optional(),
});

export type MethodInFile = z.output<typeof method>;
