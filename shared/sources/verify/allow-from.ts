import { BlockList, isIP } from 'node:net';

/**
 * Whether a caller's address lies in one of the ranges; without ranges every address does. An IPv4 address may come in
 * the form of IPv6.
 *
 * @example isAllowedFrom(['203.0.113.0/24'], '203.0.113.9')  //=> true
 */
export function isAllowedFrom(ranges: readonly string[] | undefined, address: string): boolean {
  if (ranges === undefined) return true;
  const list = new BlockList();
  for (const { base, prefix, family } of ranges.map(rangeOf)) list.addSubnet(base, prefix, family);
  const family = familyOf(address);
  return family !== undefined && list.check(address, family);
}

/** The parts of an address or a range; undefined for what is neither, such as a range with a longer prefix than address. */
export function parseRange(text: string): { base: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, base = '', digits] = /^([^/]+?)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = familyOf(base);
  if (family === undefined) return undefined;
  const longest = family === 'ipv4' ? 32 : 128;
  const prefix = digits === undefined ? longest : Number(digits);
  return prefix <= longest ? { base, prefix, family } : undefined;
}

function rangeOf(text: string) {
  const range = parseRange(text);
  if (range === undefined) throw new RangeError(`expected an address or a range; got "${text}"`);
  return range;
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (address.includes('%')) return undefined;
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
