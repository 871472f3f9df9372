import * as z from 'zod';
import { agreedService } from './schema-agreed-service.ts';
import { credits } from './schema-credits.ts';
import { maintenanceAllowance, maintenanceWindow } from './schema-maintenance.ts';
import { list, listOfSome, strict } from './schema-parts.ts';
import { target } from './schema-target.ts';
import { date, duration, email, millionths, text } from './values.ts';

/** What may change while an agreement goes on; each key stands in place of the agreement's, as a whole. */
const amendable = {
  hours: text.optional(),
  method: text.optional(),
  maintenanceNotice: duration.optional(),
  maintenanceAllowance: maintenanceAllowance.optional(),
  maintenanceWindows: list(maintenanceWindow).optional(),
  unknownTolerance: millionths.optional(),
  grace: duration.optional(),
  targets: listOfSome(target).optional(),
  services: listOfSome(agreedService).optional(),
  credits: credits.optional(),
  recipients: list(email).optional(),
};

/** What may not, as it makes another agreement. */
const NEVER_AMENDED = ['id', 'kind', 'customer', 'period', 'timeZone'] as const;

const KEYS = ['from', ...Object.keys(amendable)];

/** From a local date on, other words in an agreement. */
export const amendment = strict(
  {
    from: date.meta({ description: 'First day of the new wording, in the agreement’s zone' }),
    ...amendable,
    ...Object.fromEntries(NEVER_AMENDED.map((key) => [key, neverAmended(key)])),
  },
  KEYS,
);

function neverAmended(key: string) {
  return z.never({ error: () => `no ${key} in an amendment: with another ${key} make a new agreement` }).optional();
}
