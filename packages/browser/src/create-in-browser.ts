import { browserPorts, createClient, type NudgeLink, type Tendril, type TendrilOptions } from '@tendril/core';

const mountNudges = (link: NudgeLink) =>
  import('@tendril/nudges').then(({ mountNudges }) => mountNudges(link, document.documentElement));

const isUsable = ({ writeKey, host }: Partial<TendrilOptions>): boolean =>
  !!writeKey && typeof writeKey === 'string' && /^https?:\/\/[^/]/.test(host as string);

/** Creates a client where there is a page. With unusable options it is stopped, and the console says why. */
export function createInBrowser(given: TendrilOptions): Tendril {
  const usable = isUsable(given ?? {});
  const options: TendrilOptions = usable ? given : { writeKey: '', host: '', consent: 'denied' };
  // A `URL` passes the check as its text does.
  const tendril = createClient(
    options,
    browserPorts(`${options.host}`.replace(/\/+$/, ''), options.writeKey),
    mountNudges,
  );
  if (!usable) {
    // biome-ignore lint/suspicious/noConsole: without a client there is no other way to be heard
    console.error('tendril: no writeKey, or no https:// host');
    // Even consent that is given later must not make it collect.
    tendril.stop();
  }
  return tendril;
}
