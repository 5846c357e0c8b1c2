import {
  browserPorts,
  type Client,
  createClient,
  type EventCatalogue,
  inertPorts,
  type Tendril,
  type TendrilOptions,
} from '@tendril/core';

/** Loads the nudge layer once a ruleset has something to show, and takes it off the page with the ruleset. */
function followRuleset({ link }: Client): void {
  let mounted: Promise<(() => void) | undefined> | undefined;
  link.ruleset.subscribe((ruleset) => {
    if (ruleset?.nudges.length)
      mounted ??= import('@tendril/nudges').then(
        ({ mountNudges }) => mountNudges(link, document.documentElement),
        () => {
          mounted = undefined;
          const cure = 'serve the chunks too, and allow them in script-src';
          link.notices.emit('error', { code: 'chunk', message: 'nudges did not load', cure });
          return undefined;
        },
      );
    else if (!ruleset) {
      mounted?.then((unmount) => unmount?.());
      mounted = undefined;
    }
  });
}

/** What is wrong with the options, or nothing. */
function fault({ writeKey, host }: Partial<TendrilOptions>): string {
  if (typeof writeKey !== 'string' || !writeKey) return 'writeKey is missing';
  return typeof host === 'string' && /^https?:\/\/[^/]/.test(host)
    ? ''
    : 'host is not like https://collect.example.com';
}

/**
 * Creates a client. Never throws: on a server, and with unusable options, it returns a client whose calls do nothing;
 * in a browser the console says what is wrong with them. A second client on the same page works.
 */
export function createTendril<Events extends EventCatalogue = EventCatalogue>(
  options: TendrilOptions,
): Tendril<Events> {
  const inBrowser = typeof document !== 'undefined';
  const wrong = fault(options ?? {});
  if (!inBrowser || wrong) {
    // biome-ignore lint/suspicious/noConsole: without a client there is no other way to be heard
    if (inBrowser) console.error(`tendril: ${wrong}`);
    const { tendril } = createClient({ writeKey: '', host: '' }, inertPorts());
    // Even consent that is given later must not make it collect.
    tendril.stop();
    return tendril as Tendril<Events>;
  }
  const host = options.host.replace(/\/+$/, '');
  const client = createClient(options, browserPorts(host, options.writeKey));
  if (options.nudges !== false) followRuleset(client);
  return client.tendril as Tendril<Events>;
}
