import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import type { AwsMessage } from './aws-message.ts';
import { isObject, type JsonObject, textAt } from './json-object.ts';
import { noted } from './noted.ts';
import { refused, withDeliveryId } from './parsed.ts';
import type { Receipt } from './state.ts';

/**
 * A message of AWS that is not what its source reads. A topic carries words for people and of other services, a wide rule of a bus
 * hands on their events: these are noted. What another source of ours would read is on a wrong way, which somebody has to mend.
 *
 * @param expected what the source reads, such as `an event of AWS Health`
 */
export function readForeign({ content, place, sns }: AwsMessage, expected: string, receipt: Receipt): Parsed {
  const detail = `${place}: expected ${expected}; got ${preview(content)}`;
  if (isObject(content)) {
    if (isForAnother(content)) return refused('unreadable', detail);
    if (isEventOfAws(content)) {
      const id = textAt(content, 'id');
      return withDeliveryId(noted(detail, { stream: id, at: content.time }, receipt), id);
    }
  }
  return sns === undefined ? refused('unreadable', detail) : noted(detail, { stream: sns.id, at: sns.at }, receipt);
}

const OURS = /^(CloudWatch Alarm|AWS Health|Synthetics Canary) /;

function isForAnother(content: JsonObject): boolean {
  return 'NewStateValue' in content || 'alarmData' in content || OURS.test(textAt(content, 'detail-type') ?? '');
}

function isEventOfAws(content: JsonObject): boolean {
  return textAt(content, 'source')?.startsWith('aws.') === true && textAt(content, 'detail-type') !== undefined;
}
