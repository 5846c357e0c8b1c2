import type { RulesetSource } from '../ports.js';
import { withinTime } from './within-time.js';

/**
 * The collector's ruleset. The browser's own `fetch`: pages that send nothing ask for the ruleset too, and ky would be
 * all that they load it for.
 */
export function createRulesetSource(host: string, writeKey: string): RulesetSource {
  const key = `writeKey=${encodeURIComponent(writeKey)}`;
  return {
    fetch: () =>
      withinTime(async (signal) => {
        // The browser's cache revalidates by ETag by itself: an explicit If-None-Match would need a preflight.
        const init: RequestInit = { cache: 'no-cache', credentials: 'omit', signal };
        const response = await fetch(`${host}/v1/rules?${key}`, init);
        const body = await response.text();
        if (!response.ok) throw new Error(`GET /v1/rules: ${response.status}`);
        return { etag: (response.headers.get('etag') ?? '').replaceAll('"', ''), body };
      }),
    stream(onRuleset) {
      const source = new EventSource(`${host}/v1/stream?${key}`);
      source.addEventListener('ruleset', ({ data }) => {
        try {
          onRuleset(JSON.parse(data).version);
        } catch {
          // Not ours to repair: the next batch reply names the revision too.
        }
      });
      return () => source.close();
    },
  };
}
