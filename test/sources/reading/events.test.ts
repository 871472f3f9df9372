import { describe, expect, it } from 'vitest';
import { eachEvent } from '../../../shared/sources/reading/events.ts';
import { noted } from '../../../shared/sources/reading/noted.ts';
import { withDeliveryId } from '../../../shared/sources/reading/parsed.ts';

const readEach = eachEvent('an event', ({ id }, receipt) => withDeliveryId(noted(String(id), {}, receipt), String(id)));

function read(body: unknown) {
  const delivery = { source: 'a', type: 'a', body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt: 0 };
  return readEach(delivery, { feed: 'a' });
}

const details = (body: unknown) => read(body).rejected.map(({ detail }) => detail);

describe('the events of a delivery', () => {
  it('are one', () => {
    expect(details({ id: 1 })).toEqual(['1']);
  });

  it('are several in a list, of which what is no event is refused', () => {
    expect(details([{ id: 1 }, null, { id: 2 }])).toEqual(['1', '[1]: expected an event; got null', '2']);
  });

  it('keep the id of the delivery when they are a list of one', () => {
    expect(read([{ id: 1 }]).deliveryId).toBe('1');
  });

  it('are taken out of a notification of SNS', () => {
    expect(details({ Type: 'Notification', Message: '{"id":1}' })).toEqual(['1']);
  });

  it('are what there is when SNS notifies of a text', () => {
    expect(details({ Type: 'Notification', Message: 'hello', id: 3 })).toEqual(['3']);
  });

  it('are what stands alone under payload or body', () => {
    expect(details({ payload: { id: 1 } })).toEqual(['1']);
    expect(details({ body: '[{"id":1},{"id":2}]' })).toEqual(['1', '2']);
    expect(details({ payload: { id: 1 }, id: 2 })).toEqual(['2']);
    expect(details({ payload: 'text' })).toEqual(['undefined']);
  });

  it('have times in the zone of their source', () => {
    const parse = eachEvent('an event', ({ at }, receipt) => noted('an edit', { at }, receipt));
    const body = Buffer.from('{"at":"2026-07-01 12:00:00"}');
    const delivery = { source: 'a', type: 'a', body, headers: {}, receivedAt: Date.UTC(2026, 6, 2) };
    expect(parse(delivery, { feed: 'a', zone: 'Europe/Berlin' }).rejected).toMatchObject([
      { at: Date.UTC(2026, 6, 1, 10) },
    ]);
  });

  it.each([[[]], ['text'], [null]])('are missing in %j', (body) => {
    expect(read(body).rejected).toMatchObject([{ reason: 'unreadable' }]);
  });
});
