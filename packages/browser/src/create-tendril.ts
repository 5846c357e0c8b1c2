import {
  browserPorts,
  createClient,
  type EventCatalogue,
  type NudgeLink,
  type Tendril,
  type TendrilOptions,
} from '@tendril/core';
import { harmlessClient } from './harmless-client.js';

/** Loads the nudge layer once a ruleset has something to show, and takes it off the page with the ruleset. */
function followRuleset(link: NudgeLink): void {
  let unmount: Promise<() => void> | undefined;
  link.ruleset.subscribe((ruleset) => {
    if (ruleset?.nudges.length) {
      unmount ??= import('@tendril/nudges').then(({ mountNudges }) =>
        mountNudges(link, document.documentElement),
      );
      unmount.catch(() => {
        unmount = undefined;
        link.error({
          code: 'chunk',
          message: 'The nudge layer could not be loaded.',
          cure: 'serve the files beside tendril.js, and allow them in script-src',
        });
      });
    } else if (!ruleset) {
      unmount?.then(
        (end) => end(),
        () => {},
      );
      unmount = undefined;
    }
  });
}

const isOrigin = (host: unknown): host is string => typeof host === 'string' && /^https?:\/\/[^/]/.test(host);

/**
 * Creates a client. Never throws: with unusable options, and on a server, it returns a client whose calls do nothing,
 * and in a browser says on the console what is wrong. A second client on the same page works.
 */
export function createTendril<Events extends EventCatalogue = EventCatalogue>(
  options: TendrilOptions,
): Tendril<Events> {
  if (typeof document === 'undefined') return harmlessClient as Tendril<Events>;
  const { writeKey, host } = options ?? {};
  if (typeof writeKey !== 'string' || !writeKey || !isOrigin(host)) {
    // biome-ignore lint/suspicious/noConsole: without a client there is no other way to be heard
    console.error('tendril: give createTendril a writeKey and a host such as https://collect.example.com');
    return harmlessClient as Tendril<Events>;
  }
  const { tendril, link } = createClient(options, browserPorts(host.replace(/\/+$/, ''), writeKey));
  if (options.nudges !== false) followRuleset(link);
  return tendril as Tendril<Events>;
}
