import type { EventContext, JsonObject } from '@tendril/protocol';
import { VERSION } from '../version.js';

const LIBRARY = { name: 'tendril', version: VERSION };

const campaign = (search: string): JsonObject | undefined => {
  if (!search) return undefined;
  const fields = [...new URLSearchParams(search)]
    .filter(([key]) => key.startsWith('utm_'))
    .map(([key, value]) => [key === 'utm_campaign' ? 'name' : key.slice(4), value]);
  return fields.length ? Object.fromEntries(fields) : undefined;
};

let timezone: string | undefined;
/** Asked once: the answer takes longer than all the rest of an event. */
function zone(): string {
  timezone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return timezone;
}

/** Segment's context fields for the page as it is now. */
export function pageContext(): EventContext {
  const { href, pathname, search } = location;
  const utm = campaign(search);
  return {
    page: { url: href, path: pathname, search, title: document.title, referrer: document.referrer },
    locale: navigator.language,
    timezone: zone(),
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    library: LIBRARY,
    ...(utm && { campaign: utm }),
  };
}
