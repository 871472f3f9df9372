import { preview } from '../signals/signal-json.ts';
import type { Delivery, FeedOptions, Parsed } from '../source.ts';
import { withBody } from './body.ts';
import { handedOn } from './envelope.ts';
import { isObject, type JsonObject, textAt, unpacked } from './json-object.ts';
import { about, noted } from './noted.ts';
import { refused, together, withDeliveryId } from './parsed.ts';
import type { Receipt } from './state.ts';

/** One message out of its envelopes. */
export interface AwsMessage {
  /** JSON as it is, an event in EventBridge's notation; or a text. */
  readonly content: unknown;
  readonly place: string;
  /** The SNS notification that brought it, if one did. */
  readonly sns?: SnsNotice;
}

export interface SnsNotice {
  readonly type: string;
  readonly id: string | undefined;
  /** ARN. */
  readonly topic: string | undefined;
  readonly at: unknown;
}

/**
 * Reads every message of a delivery from AWS, whichever way it came: plain, in an SNS envelope or raw, as the records of a
 * Lambda subscription or a queue, as entries for PutEvents, as a gateway or a CloudEvent hands it on, or as a list of these.
 * What SNS says of a subscription is noted, unless a person has to confirm it.
 */
export function withAwsMessages(
  delivery: Delivery,
  options: FeedOptions,
  read: (message: AwsMessage) => Parsed,
): Parsed {
  const { headers, body, receivedAt } = delivery;
  const raw = rawNotice(headers);
  const readContent = (content: unknown) =>
    together(messagesIn({ content, place: 'body', ...(raw && { sns: raw }) }).map(readOne));
  const readOne = (message: AwsMessage) => {
    const { sns } = message;
    if (sns === undefined) return read(message);
    const parsed = sns.type === NOTIFICATION ? read(message) : readSubscription(sns, { ...options, receivedAt });
    return parsed.deliveryId === undefined ? withDeliveryId(parsed, sns.id) : parsed;
  };
  return raw === undefined ? withBody(delivery, readContent) : readContent(unpacked(Buffer.from(body).toString()));
}

function readSubscription(sns: SnsNotice, { isConfirmedByHand, receivedAt }: FeedOptions & Receipt): Parsed {
  const subject = { stream: sns.id, at: sns.at };
  if (sns.type !== CONFIRMATION || isConfirmedByHand !== true) {
    return noted(`Type: ${preview(sns.type)} of a topic`, subject, { receivedAt });
  }
  // A token or an address to click on would be shown to everybody, and the message may be a stranger's.
  const detail = `a subscription waits to be confirmed, and nothing comes before: if topic ${preview(sns.topic, 256)} is yours, take Token from what was sent and, within two days, aws sns confirm-subscription --topic-arn <topic> --token <Token>`;
  return refused('unconfirmed', detail, about(subject, { receivedAt }));
}

const NOTIFICATION = 'Notification';
const CONFIRMATION = 'SubscriptionConfirmation';
const ENVELOPES: readonly unknown[] = [NOTIFICATION, CONFIRMATION, 'UnsubscribeConfirmation'];

function rawNotice(headers: Delivery['headers']): SnsNotice | undefined {
  if (headers['x-amz-sns-rawdelivery']?.toLowerCase() !== 'true') return undefined;
  const [id, topic] = [headers['x-amz-sns-message-id'], headers['x-amz-sns-topic-arn']];
  return { type: NOTIFICATION, id, topic, at: undefined };
}

/** A queue with the records of a topic that EventBridge feeds: no sender nests deeper. */
const DEEPEST = 5;

function messagesIn(message: AwsMessage, depth = 0): readonly AwsMessage[] {
  const { content, place } = message;
  const inside = (value: unknown, key: string, sns?: SnsNotice) =>
    messagesIn({ ...message, content: unpacked(value), place: `${place}${key}`, ...(sns && { sns }) }, depth + 1);
  if (depth > DEEPEST) return [message];
  if (Array.isArray(content)) return content.flatMap((item: unknown, index) => inside(item, `[${index}]`));
  if (!isObject(content)) return [message];
  const capitalized = withCapitals(content);
  if (capitalized !== undefined) return messagesIn({ ...message, content: capitalized }, depth);
  for (const list of ['Records', 'Entries']) {
    if (Array.isArray(content[list])) return inside(content[list], `.${list}`);
  }
  if (isObject(content.Sns)) return inside(content.Sns, '.Sns');
  if (isEnvelope(content)) return inside(content.Message, '.Message', noticeOf(content));
  const carried = handedOn(content);
  if (carried !== undefined) return inside(carried, '.body');
  return [{ ...message, content: asEvent(content) }];
}

/** Where a program of its user hands an envelope on with small initials, as libraries of Java and JavaScript name the same things. */
function withCapitals(content: JsonObject): JsonObject | undefined {
  const isRecords = Array.isArray(content.records) && content.records.some((it) => isObject(it) && 'eventSource' in it);
  const isSmall =
    isRecords ||
    isObject(content.sns) ||
    ('message' in content && ('topicArn' in content || ENVELOPES.includes(content.type) || isPacked(content.message)));
  if (!isSmall) return undefined;
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
}

function isEnvelope(content: JsonObject): boolean {
  const { Message, Type } = content;
  return 'Message' in content && (ENVELOPES.includes(Type) || 'TopicArn' in content || isPacked(Message));
}

/** JSON in a text, which is a message even where nothing else of its envelope was handed on. */
function isPacked(message: unknown): boolean {
  return typeof message === 'string' && isObject(unpacked(message));
}

function noticeOf(envelope: JsonObject): SnsNotice {
  return {
    type: textAt(envelope, 'Type') ?? NOTIFICATION,
    id: textAt(envelope, 'MessageId'),
    topic: textAt(envelope, 'TopicArn'),
    at: envelope.Timestamp,
  };
}

// PutEvents takes capitals and the detail as a text; an input transformer may make a text of it, too.
// Programs that hand an event on cannot always name a key with a hyphen.
function asEvent(content: JsonObject): JsonObject {
  const { DetailType, Detail, Source, Time, Resources, detail, detailType = content.detail_type } = content;
  const type = content['detail-type'] ?? detailType;
  const named = type === undefined ? content : { ...content, 'detail-type': type };
  if (DetailType === undefined) return detail === undefined ? named : { ...named, detail: unpacked(detail) };
  return { 'detail-type': DetailType, detail: unpacked(Detail), source: Source, time: Time, resources: Resources };
}
