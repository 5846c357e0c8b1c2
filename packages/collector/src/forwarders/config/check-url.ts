import { isIP } from 'node:net';
import { ConfigError } from '../../config/secret.js';
import { hostOf, isLoopback, isPrivateAddress } from '../http/address-guard.js';

/**
 * An address that a forwarder may send to: https, or any on this machine when it is named in so many words; no private
 * address unless that is allowed. Throws a `ConfigError`.
 */
export const checkUrl = (text: string, path: string, allowPrivate: boolean): URL => {
  if (!URL.canParse(text)) {
    throw new ConfigError('value', path, 'is no address', 'Write a whole one: https://example.com/hook.');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError('value', path, 'holds a password', 'Send it as a header, by reference: "headers".');
  }
  if (isLoopback(url) && /^https?:$/.test(url.protocol)) return url;
  if (url.protocol !== 'https:') {
    const cure = 'Use https; only 127.0.0.1, ::1 and localhost may do without.';
    throw new ConfigError('value', path, `is not https but ${url.protocol.slice(0, -1)}`, cure);
  }
  if (isIP(hostOf(url)) !== 0 && isPrivateAddress(hostOf(url)) && !allowPrivate) {
    const cure = 'Name a public address, or allow private ones: "allowPrivate": true.';
    throw new ConfigError('value', path, 'is a private address', cure);
  }
  return url;
};
