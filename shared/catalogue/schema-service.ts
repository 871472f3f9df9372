import * as z from 'zod';
import { alertRules } from './schema-alert-rules.ts';
import { labels, list, listOfSome, oneOf, person, strict } from './schema-parts.ts';
import { rollUp } from './schema-roll-up.ts';
import { SILENCE } from './schema-source.ts';
import { id, localMoment, name, positiveDuration, positiveNumber, text } from './values.ts';

const monitor = strict({
  id: name.meta({ description: 'Name of the monitor on reports' }),
  source: id.optional().meta({ description: 'Only signals of this source count; any source unless said' }),
  match: labels.optional().meta({ description: 'Labels that a signal must carry; { monitor: <id> } unless said' }),
  silenceMeans: oneOf(SILENCE).optional(),
  every: positiveDuration
    .optional()
    .meta({ description: 'How often it looks; attain check holds promises against it' }),
  alerts: alertRules
    .optional()
    .meta({ description: 'How the word of its alerts is taken, where not as the source says' }),
});

/** A service, or several that can stand in for each other. */
const dependency = z.union([
  id,
  strict({
    anyOf: listOfSome(id).meta({ description: 'Services that can stand in for each other' }),
    atLeast: positiveNumber.prefault('1').meta({ description: 'How many of them must work' }),
  }),
]);

export const service = strict({
  id,
  name,
  owner: person.optional().meta({ description: 'Owns improvement items; the organization’s owner unless said' }),
  from: localMoment.optional().meta({ description: 'Go-live: before it no agreement on the service is in force' }),
  to: localMoment.optional().meta({ description: 'Retirement: first moment in which none is in force any more' }),
  rollUp,
  dependsOn: list(dependency).optional().meta({ description: 'Services that it cannot work without' }),
  monitors: list(monitor).default([]),
  indicators: list(text).default([]).meta({ description: 'Indicators of request counts that belong to the service' }),
});
