import { browserPorts, createClient, type NudgeLink, type Tendril, type TendrilOptions } from '@tendril/core';

const mountNudges = (link: NudgeLink) =>
  import('@tendril/nudges').then(({ mountNudges }) => mountNudges(link, document.documentElement));

/** What is wrong with the options, or nothing. */
function fault({ writeKey, host }: Partial<TendrilOptions>): string {
  if (typeof writeKey !== 'string' || !writeKey) return 'writeKey is missing';
  return typeof host === 'string' && /^https?:\/\/[^/]/.test(host)
    ? ''
    : 'host is not like https://collect.example.com';
}

/** Creates a client where there is a page. With unusable options it is stopped, and the console says why. */
export function createInBrowser(given: TendrilOptions): Tendril {
  const wrong = fault(given ?? {});
  const options: TendrilOptions = wrong ? { writeKey: '', host: '', consent: 'denied' } : given;
  const { tendril } = createClient(
    options,
    browserPorts(options.host.replace(/\/+$/, ''), options.writeKey),
    mountNudges,
  );
  if (wrong) {
    // biome-ignore lint/suspicious/noConsole: without a client there is no other way to be heard
    console.error(`tendril: ${wrong}`);
    // Even consent that is given later must not make it collect.
    tendril.stop();
  }
  return tendril;
}
