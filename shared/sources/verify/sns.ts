import { type KeyObject, verify } from 'node:crypto';
import type { SourceAuthentication } from '../../domain/source-authentication.ts';
import { isObject, textAt } from '../reading/json-object.ts';
import { ACCEPTED, type Authentication, refusal, type WebhookRequest } from './request.ts';

type SnsAuthentication = Extract<SourceAuthentication, { type: 'sns' }>;

/**
 * Whether Amazon SNS signed a message, and for a topic that may speak: everyone can have SNS sign messages of their own
 * topics. Without the key, which `signingCertificate` has named, nothing is accepted.
 */
export function bySns(auth: SnsAuthentication, request: WebhookRequest, key: KeyObject | undefined): Authentication {
  if (request.headers['x-amz-sns-rawdelivery'] === 'true') {
    return refusal('expected a message of SNS in its envelope; raw message delivery carries no signature');
  }
  const message = messageIn(request.body);
  const topic = message && textAt(message, 'TopicArn');
  if (message === undefined || topic === undefined) return refusal('expected a message of SNS');
  if (!auth.topics.includes(topic)) return refusal('the topic is not among those of the source');
  if (key === undefined) return refusal("expected a certificate from the SNS of the topic's region");
  const algorithm = ALGORITHMS.get(textAt(message, 'SignatureVersion') ?? '');
  const names = SIGNED.get(textAt(message, 'Type') ?? '');
  if (algorithm === undefined || names === undefined)
    return refusal('the message is of no type or version that is known');
  const signature = Buffer.from(textAt(message, 'Signature') ?? '', 'base64');
  return verify(algorithm, signedText(message, names), key, signature)
    ? ACCEPTED
    : refusal('the signature of the message is wrong');
}

/** Where the certificate lies that a message says it is signed with; nothing unless it is one that may be fetched. */
export function signingCertificate({ topics }: SnsAuthentication, { body }: WebhookRequest): URL | undefined {
  const address = addressIn(messageIn(body), 'SigningCertURL', topics);
  return address && CERTIFICATE.test(address.href.slice(address.origin.length)) ? address : undefined;
}

/** What must be visited once so that a topic sends its messages here; only of a message that was accepted. */
export function subscriptionToConfirm({ topics }: SnsAuthentication, { body }: WebhookRequest): URL | undefined {
  const message = messageIn(body);
  return message?.Type === 'SubscriptionConfirmation' ? addressIn(message, 'SubscribeURL', topics) : undefined;
}

/** The whole of an address behind its host, without a query: no other is asked for, and each names one certificate. */
const CERTIFICATE = /^\/SimpleNotificationService-[0-9a-f]+\.pem$/;

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
]);

const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** The keys that are signed, in order; a subject only where there is one. */
const SIGNED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Notification', ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']],
  ['SubscriptionConfirmation', CONFIRMATION],
  ['UnsubscribeConfirmation', CONFIRMATION],
]);

type Message = Readonly<Record<string, unknown>>;

function signedText(message: Message, names: readonly string[]): Buffer {
  const pairs = names.map((name) => (typeof message[name] === 'string' ? `${name}\n${message[name]}\n` : ''));
  return Buffer.from(pairs.join(''));
}

function messageIn(body: Uint8Array): Message | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** An https address at the SNS of the topic's own region: whatever else a message names is not asked for. */
function addressIn(message: Message | undefined, key: string, topics: readonly string[]): URL | undefined {
  const topic = message && textAt(message, 'TopicArn');
  const address = message && textAt(message, key);
  if (topic === undefined || address === undefined || !topics.includes(topic) || !URL.canParse(address))
    return undefined;
  const [, partition, , region] = topic.split(':');
  const host = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const { protocol, host: actual, username, password } = new URL(address);
  const isPinned = protocol === 'https:' && actual === host && username === '' && password === '';
  return isPinned ? new URL(address) : undefined;
}
