import { labels, list, oneOf, person, strict } from './schema-parts.ts';
import { SILENCE } from './schema-source.ts';
import { id, localMoment, text } from './values.ts';

const monitor = strict({
  id: text.meta({ description: 'Name of the monitor on reports' }),
  source: id.optional().meta({ description: 'Only signals of this source count; any source unless said' }),
  match: labels.optional().meta({ description: 'Labels that a signal must carry; { monitor: <id> } unless said' }),
  silenceMeans: oneOf(SILENCE).optional(),
});

export const service = strict({
  id,
  name: text,
  owner: person.optional().meta({ description: 'Owns improvement items; the organization’s owner unless said' }),
  from: localMoment.optional().meta({ description: 'Go-live: before it no agreement on the service is in force' }),
  to: localMoment.optional().meta({ description: 'Retirement: first moment in which none is in force any more' }),
  rollUp: oneOf(['anyDown']).default('anyDown').meta({ description: 'anyDown: down while any monitor is down' }),
  monitors: list(monitor).default([]),
  indicators: list(text).default([]).meta({ description: 'Indicators of request counts that belong to the service' }),
});
