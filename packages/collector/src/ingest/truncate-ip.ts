import { isIPv4, isIPv6 } from 'node:net';

/** The first `count` groups of an IPv6 address, with `::` written out. */
const leadingGroups = (address: string, count: number): string[] => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, count);
};

/**
 * An address that stands for a neighbourhood and not for a person: the last byte of IPv4 is 0, of IPv6 the first
 * 48 bits are left. Undefined when it is no address.
 */
export const truncateIp = (address: string): string | undefined => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain.replace(/\d+$/, '0');
  if (!isIPv6(plain)) return undefined;
  return `${leadingGroups(plain, 3).join(':')}::`;
};
