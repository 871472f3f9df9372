import { InvalidInputError, NotFoundError } from '../domain/errors.ts';
import { BodyMissingError, type DeliveryPointer, getDelivery, type PlacedDelivery } from './deliveries.ts';
import { deliveryKey } from './keys.ts';
import type { Table } from './table.ts';

/**
 * The name by which a person or a program asks for a delivery: when it was received (ISO) and its digest. Names are in the
 * order of time, as instants are written with the same number of digits.
 */
export function deliveryName({ receivedAt, sk }: { readonly receivedAt: string; readonly sk: string }): string {
  return `${receivedAt}~${sk}`;
}

const NAME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f]{64})$/;

/** @throws InvalidInputError for what is no name of a delivery */
export function pointerNamed(name: string): DeliveryPointer {
  const [, receivedAt, digest] = NAME.exec(name) ?? [];
  if (receivedAt !== undefined && digest !== undefined) return deliveryKey({ receivedAt, digest });
  const got = name.length > 120 ? `${name.slice(0, 120)}…` : name;
  throw new InvalidInputError(
    `expected a delivery such as 2026-10-14T07:12:30.000Z~ and 64 hexadecimal digits; got "${got}"`,
  );
}

/**
 * A delivery with its raw bytes, wherever they lie.
 *
 * @throws InvalidInputError for what is no name of a delivery, NotFoundError when there is none or its body is gone
 */
export async function deliveryNamed(table: Table, name: string): Promise<PlacedDelivery> {
  const pointer = pointerNamed(name);
  try {
    const delivery = await getDelivery(table, pointer);
    if (delivery !== undefined) return { pointer, delivery };
  } catch (error) {
    if (error instanceof BodyMissingError) throw new NotFoundError(error.message, { cause: error });
    throw error;
  }
  throw new NotFoundError(`no delivery ${name}`);
}
