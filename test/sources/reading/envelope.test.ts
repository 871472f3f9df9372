import { describe, expect, it } from 'vitest';
import { withoutEnvelope } from '../../../shared/sources/reading/envelope.ts';

const event = { id: 7 };
const text = JSON.stringify(event);
const query = { Name: 'a b', Status: 'Down' };
const base64 = Buffer.from(text).toString('base64');

describe('what a content carries', () => {
  it.each([
    ['a notification of a topic', { Type: 'Notification', MessageId: 'm', Message: text }],
    ['an event of a bus', { 'detail-type': 'Incident', source: 'aws.partner/example.com', detail: event }],
    ['an event of a bus whose transformer made a text of it', { 'detail-type': 'Incident', detail: text }],
    ['a CloudEvent', { specversion: '1.0', id: '1', source: '/a', type: 'b', data: event }],
    [
      'a CloudEvent with its data in base64',
      { specversion: '1.0', id: '1', source: '/a', type: 'b', data_base64: base64 },
    ],
    ['a request of a gateway', { httpMethod: 'POST', headers: null, body: text, isBase64Encoded: false }],
    ['a request of a gateway in base64', { requestContext: {}, body: base64, isBase64Encoded: true }],
    ['a request as a proxy hands it on', { headers: { host: 'a' }, query: {}, body: event }],
    ['JSON in a text', text],
    ['what stands alone under payload', { payload: text }],
    ['what stands alone under body', { body: event }],
    ['a request within a notification', { Type: 'Notification', Message: JSON.stringify({ headers: {}, body: text }) }],
  ])('is taken out of %s', (_, content) => {
    expect(withoutEnvelope(content)).toEqual(event);
  });

  it.each([
    ['a form in a request', { headers: {}, body: 'Name=a+b&Status=Down' }],
    ['a form in base64', { requestContext: {}, body: btoa('Name=a+b&Status=Down'), isBase64Encoded: true }],
    ['the query of a request without a body', { httpMethod: 'GET', body: null, queryStringParameters: query }],
    ['the query of a request with an empty body', { headers: {}, query, body: {} }],
  ])('is %s', (_, content) => {
    expect(withoutEnvelope(content)).toEqual(query);
  });

  it('is the events of all records, of a topic and of a queue', () => {
    const topic = { EventSource: 'aws:sns', Sns: { Type: 'Notification', Message: text } };
    const queue = {
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:a',
      body: `[${text},${text}]`,
    };
    expect(withoutEnvelope({ Records: [topic, queue] })).toEqual([event, event, event]);
  });

  it('is what the parts of a list carry', () => {
    expect(withoutEnvelope([event, { specversion: '1.0', data: event }, 'text'])).toEqual([event, event, 'text']);
  });

  it.each([
    ['a body of words', { headers: {}, body: 'CPU is high' }],
    ['a body beside other fields', { body: text, title: 'CPU is high' }],
    ['records that its sender calls so', { Records: [{ id: 1 }] }],
    ['a CloudEvent without data', { specversion: '1.0', id: '1' }],
    ['a notification of words', { Type: 'Notification', Message: 'hello' }],
    ['an event', event],
    ['a text', 'hello'],
  ])('is %s as it came', (_, content) => {
    expect(withoutEnvelope(content)).toEqual(content);
  });

  it('is not looked for without end', () => {
    const nested = (depth: number): unknown => (depth === 0 ? event : { payload: nested(depth - 1) });
    expect(withoutEnvelope(nested(6))).toEqual(event);
    expect(withoutEnvelope(nested(7))).toEqual({ payload: event });
  });
});
