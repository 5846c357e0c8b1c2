import { truncateIp } from './truncate-ip.js';

/** What is kept of an address: a neighbourhood, nothing, or all of it. */
export const IP_POLICIES = ['truncate', 'drop', 'keep'] as const;
export type IpPolicy = (typeof IP_POLICIES)[number];

/** What may be written of `address`; undefined when nothing may. */
export const applyIpPolicy = (policy: IpPolicy, address: string): string | undefined => {
  if (policy === 'drop') return undefined;
  return policy === 'keep' ? address : truncateIp(address);
};
