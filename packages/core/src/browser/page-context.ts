import type { EventContext, JsonObject } from '@tendril/protocol';

/** Filled in by the build from package.json. */
declare const __TENDRIL_VERSION__: string | undefined;
const version = typeof __TENDRIL_VERSION__ === 'string' ? __TENDRIL_VERSION__ : 'dev';

const campaign = (search: string): JsonObject | undefined => {
  const fields = [...new URLSearchParams(search)]
    .filter(([key]) => key.startsWith('utm_'))
    .map(([key, value]) => [key === 'utm_campaign' ? 'name' : key.slice(4), value]);
  return fields.length ? Object.fromEntries(fields) : undefined;
};

/** Segment's context fields for the page as it is now. */
export function pageContext(): EventContext {
  const { href, pathname, search } = location;
  const utm = campaign(search);
  return {
    page: { url: href, path: pathname, search, title: document.title, referrer: document.referrer },
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    library: { name: 'tendril', version },
    ...(utm && { campaign: utm }),
  };
}
