import { expect, it } from 'vitest';
import { busSource } from '../../shared/sources/bus-event.ts';
import { source } from '../support/catalogue.ts';

it('prefers the source that takes what comes over the bus to one that takes webhooks', () => {
  const sources = [
    source({ id: 'by-sns', type: 'cloudwatch', auth: { type: 'bearer', secret: 'attain/sns' } }),
    source({ id: 'by-bus', type: 'cloudwatch', auth: { type: 'aws' } }),
  ];
  expect(busSource({ source: 'aws.cloudwatch' }, sources)).toBe('by-bus');
  expect(busSource({ source: 'aws.cloudwatch' }, sources.slice(0, 1))).toBe('by-sns');
});

it('takes an event that names no service for one of alarms, so that it is shown and not lost', () => {
  expect(busSource(null, [])).toBe('cloudwatch');
});
