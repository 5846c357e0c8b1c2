import {
  createClient,
  type EventCatalogue,
  inertPorts,
  type Tendril,
  type TendrilOptions,
} from '@tendril/core';
import { createInBrowser } from './create-in-browser.js';

/** A client whose calls do nothing, wherever there is no page. */
function createInert(): Tendril {
  const tendril = createClient({ writeKey: '', host: '', consent: 'denied' }, inertPorts());
  tendril.stop();
  // One client serves many people there: what a call says of one must not unlock anything for the next.
  Object.assign(tendril.entitlements, { set() {} });
  return tendril;
}

/**
 * Creates a client. Never throws: on a server, and with unusable options, it returns a client whose calls do nothing;
 * in a browser the console says what is wrong with them. A second client on the same page works.
 */
export function createTendril<Events extends object = EventCatalogue>(
  options: TendrilOptions,
): Tendril<Events> {
  const tendril = typeof document === 'undefined' ? createInert() : createInBrowser(options);
  return tendril as Tendril<Events>;
}
