import { list, listOfSome, oneOf, strict } from './schema-parts.ts';
import { date, duration, id, localDateTime, positiveDuration, recurrence, text, timeZone } from './values.ts';

export const maintenanceAllowance = strict({
  time: duration,
  per: oneOf(['month', 'quarter', 'year']),
}).transform(({ time, per }) => ({ timeMs: time, per }));

export const maintenanceWindow = strict({
  id,
  title: text.optional().meta({ description: 'Name on reports; the id unless said' }),
  services: listOfSome(id)
    .optional()
    .meta({ description: 'Services that it holds for; all of the agreement unless said' }),
  from: localDateTime.meta({ description: 'Wall time at which the first one begins' }),
  duration: positiveDuration,
  timeZone: timeZone.optional().meta({ description: 'Zone of the wall time; the agreement’s unless said' }),
  rule: recurrence.optional(),
  except: list(date).optional().meta({ description: 'Local dates on which none begins' }),
});
