import { sourceTypes } from '../sources/registry.ts';
import { alertRules } from './schema-alert-rules.ts';
import { auth } from './schema-auth.ts';
import { flag, labels, list, listOfSome, oneOf, strict } from './schema-parts.ts';
import { reconcile } from './schema-reconcile.ts';
import { addressRange, id, positiveDuration, text, timeZone } from './values.ts';

export const SILENCE = ['up', 'unknown'] as const;

const NOTICE = ['received', 'told'] as const;

const heartbeat = strict({
  every: positiveDuration,
  allowedGap: positiveDuration.optional().meta({ description: 'Silence allowed after a beat; 3 × every unless said' }),
});

export const source = strict({
  id,
  type: oneOf(sourceTypes.map(({ name }) => name)),
  auth: auth.meta({ description: 'How a webhook proves where it comes from; open only on a laptop' }),
  allowFrom: listOfSome(addressRange)
    .optional()
    .meta({ description: 'Addresses and ranges that its webhooks may come from; anywhere unless said' }),
  heartbeat: heartbeat.optional(),
  zone: timeZone.optional().meta({ description: 'Zone of the times that it sends without an offset; UTC unless said' }),
  alerts: alertRules.optional().meta({ description: 'How the word of its alerts is taken' }),
  ignore: list(strict({ match: labels, reason: text }))
    .optional()
    .meta({ description: 'Signals that belong to no service, with the reason' }),
  aliases: list(strict({ from: text, to: text }))
    .optional()
    .meta({ description: 'Streams that got another name: what comes as `from` is of `to`' }),
  relay: flag.default(false).meta({ description: 'Its signals may speak for the monitors of any source' }),
  corrections: flag.default(false).meta({ description: 'It may send corrections and decisions on them' }),
  notice: oneOf(NOTICE)
    .default('received')
    .meta({ description: 'From when notice of its maintenance runs: as it says, or from receipt where that is later' }),
  reconcile: reconcile.optional().meta({ description: 'Ask the sender how its streams stand, for what webhooks lost' }),
  silenceMeans: oneOf(SILENCE).optional().meta({ description: 'What silence of its monitors means' }),
});
