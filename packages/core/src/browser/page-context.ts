import type { JsonObject } from '@tendril/protocol';
import { VERSION } from '../version.js';

function campaign(search: string): JsonObject | undefined {
  let found: JsonObject | undefined;
  for (const [key, value] of new URLSearchParams(search)) {
    if (!key.startsWith('utm_')) continue;
    found ??= {};
    found[key === 'utm_campaign' ? 'name' : key.slice(4)] = value;
  }
  return found;
}

let timezone: string | undefined;
let seen = '';
let text = '';

/** Segment's context fields for the page as it is now, as JSON; made anew when the page has changed. */
export function pageContext(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } };
  const { href, pathname, search } = location;
  const { title, referrer } = document;
  const { width, height } = screen;
  const now = [href, title, width, height, devicePixelRatio].join();
  if (now === seen) return text;
  seen = now;
  // Asked once; and not of Intl where it can be had without: the first use of that costs Chromium some 10 ms.
  timezone ??= Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  text = JSON.stringify({
    // A form of this name stands in its place (https://html.spec.whatwg.org/#dom-tree-accessors), and with what React
    // hangs on it that is no JSON.
    page: { url: href, path: pathname, search, title: `${title}`, referrer },
    locale: navigator.language,
    timezone,
    screen: { width, height, density: devicePixelRatio },
    library: { name: 'tendril', version: VERSION },
    campaign: campaign(search),
  });
  return text;
}
