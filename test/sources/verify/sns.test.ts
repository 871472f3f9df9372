import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signingCertificate, subscriptionToConfirm } from '../../../shared/sources/verify/sns.ts';
import { outcomeOf } from '../../support/authentication.ts';
import * as sns from '../../support/sns.ts';

const auth = { type: 'sns', topics: [sns.TOPIC] } as const;
const { publicKey } = new X509Certificate(sns.CERTIFICATE);

function outcome(message: object, more: { headers?: Record<string, string>; key?: typeof publicKey | null } = {}) {
  const { headers = {}, key = publicKey } = more;
  const body = JSON.stringify(message);
  return outcomeOf(auth, { body, headers, secrets: [], ...(key !== null && { signingKey: key }) });
}

function request(message: object) {
  return { method: 'POST', headers: {}, body: Buffer.from(JSON.stringify(message)), query: '', from: '192.0.2.1' };
}

describe('a message of SNS', () => {
  it.each([
    ['version 2', sns.NOTIFICATION],
    ['version 1', sns.NOTIFICATION_V1],
    ['with a subject', sns.WITH_SUBJECT],
    ['that confirms a subscription', sns.CONFIRMATION],
    [
      'with keys that are not signed',
      { ...sns.NOTIFICATION, UnsubscribeURL: 'https://example.com', MessageAttributes: {} },
    ],
  ])('%s is accepted', (_what, message) => {
    expect(outcome(message)).toBe('accepted');
  });

  it.each(['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Signature', 'Type', 'Subject', 'SignatureVersion'])(
    'is refused when %s is changed',
    (key) => {
      const message = { ...sns.WITH_SUBJECT, [key]: `x${Reflect.get(sns.WITH_SUBJECT, key)}` };
      expect(outcome(message)).not.toBe('accepted');
    },
  );

  it('is refused when a subject is added, or taken away', () => {
    expect(outcome({ ...sns.NOTIFICATION, Subject: 'ALARM' })).toBe('the signature of the message is wrong');
    const { Subject: _subject, ...without } = sns.WITH_SUBJECT;
    expect(outcome(without)).toBe('the signature of the message is wrong');
  });

  it('is refused when its version is not the one it was signed by', () => {
    expect(outcome({ ...sns.NOTIFICATION, SignatureVersion: '1' })).toBe('the signature of the message is wrong');
    expect(outcome({ ...sns.NOTIFICATION, SignatureVersion: 'constructor' })).toBe(
      'the message is of no type or version that is known',
    );
    expect(outcome({ ...sns.NOTIFICATION, Type: '__proto__' })).toBe(
      'the message is of no type or version that is known',
    );
  });

  it('is refused when somebody else signed it', () => {
    const key = new X509Certificate(sns.OTHER_CERTIFICATE).publicKey;
    expect(outcome(sns.NOTIFICATION, { key })).toBe('the signature of the message is wrong');
  });

  it('is refused without a certificate that could be asked for', () => {
    expect(outcome(sns.NOTIFICATION, { key: null })).toBe("expected a certificate from the SNS of the topic's region");
  });

  it('is refused of a topic that is not allowed: anyone can have SNS sign for a topic of their own', () => {
    const body = JSON.stringify(sns.NOTIFICATION);
    const others = { type: 'sns', topics: [`${sns.TOPIC}-2`] } as const;
    expect(outcomeOf(others, { body, secrets: [], signingKey: publicKey })).toBe(
      'the topic is not among those of the source',
    );
  });

  it('is refused when it comes raw, without its envelope, or as anything else', () => {
    expect(outcome({ AlarmName: 'checkout' }, { headers: { 'x-amz-sns-rawdelivery': 'true' } })).toBe(
      'expected a message of SNS in its envelope; raw message delivery carries no signature',
    );
    expect(outcome([])).toBe('expected a message of SNS');
    expect(outcomeOf(auth, { body: 'no JSON', secrets: [], signingKey: publicKey })).toBe('expected a message of SNS');
  });
});

describe('an address in a message of SNS', () => {
  const certificateAt = (SigningCertURL: string, TopicArn = sns.TOPIC) =>
    signingCertificate({ type: 'sns', topics: [TopicArn] }, request({ ...sns.NOTIFICATION, TopicArn, SigningCertURL }))
      ?.href;

  it("is used when it is of the SNS of the topic's region", () => {
    expect(certificateAt(sns.CERTIFICATE_URL)).toBe(sns.CERTIFICATE_URL);
    const inChina = 'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0a.pem';
    expect(certificateAt(inChina, 'arn:aws-cn:sns:cn-north-1:123456789012:alarms')).toBe(inChina);
  });

  it.each([
    'http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com.example.com/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com@example.com/SimpleNotificationService-0a.pem',
    'https://user@sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0a.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com.cn/SimpleNotificationService-0a.pem',
    'https://s3.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem',
    'https://example.com/?sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem',
    'https://169.254.169.254/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com/x.pem',
    'https://sns.eu-central-1.amazonaws.com/?Action=ListTopics',
    'https://sns.eu-central-1.amazonaws.com/x/SimpleNotificationService-0a.pem',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0g.pem',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-.pem',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem.txt',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem?x=1',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem?',
    'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem#1',
    'no address',
  ])('is not asked for at %s', (address) => {
    expect(certificateAt(address)).toBeUndefined();
  });

  it('is not asked for in a message of a topic that is not allowed', () => {
    const message = { ...sns.NOTIFICATION, TopicArn: `${sns.TOPIC}-2` };
    expect(signingCertificate(auth, request(message))).toBeUndefined();
  });

  it('confirms a subscription, of a message that says it is about one', () => {
    expect(subscriptionToConfirm(auth, request(sns.CONFIRMATION))?.href).toBe(sns.SUBSCRIBE_URL);
    expect(subscriptionToConfirm(auth, request(sns.CONFIRMATION_ELSEWHERE))).toBeUndefined();
    const unsubscribed = { ...sns.CONFIRMATION, Type: 'UnsubscribeConfirmation' };
    expect(subscriptionToConfirm(auth, request(unsubscribed))).toBeUndefined();
  });
});
