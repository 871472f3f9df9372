import { describe, expect, it } from 'vitest';
import { withEvents } from '../../../shared/sources/reading/events.ts';
import { noted, withDeliveryId } from '../../../shared/sources/reading/parsed.ts';

function read(body: unknown) {
  const delivery = { source: 'a', type: 'a', body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt: 0 };
  return withEvents(delivery, 'an event', ({ id }) => withDeliveryId(noted(String(id)), String(id)));
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

  it.each([[[]], ['text'], [null]])('are missing in %j', (body) => {
    expect(read(body).rejected).toMatchObject([{ reason: 'unreadable' }]);
  });
});
