import type { RulesetSource } from '../ports.js';
import { withinTime } from './within-time.js';

/**
 * The collector's ruleset. The browser's own `fetch`: pages that send nothing ask for the ruleset too, and ky would be
 * all that they load it for.
 */
export function createRulesetSource(host: string, writeKey: string): RulesetSource {
  const key = `writeKey=${encodeURIComponent(writeKey)}`;
  return {
    fetch: (token) =>
      withinTime(async (signal) => {
        // The browser's cache revalidates by ETag by itself: an explicit If-None-Match would need a preflight.
        const headers = token ? { authorization: `Bearer ${token}` } : {};
        const init: RequestInit = { cache: 'no-cache', credentials: 'omit', signal, headers };
        const response = await fetch(`${host}/v1/rules?${key}`, init);
        const body = await response.text();
        if (!response.ok) throw new Error(`GET /v1/rules: ${response.status}`);
        const header = (name: string) => response.headers.get(name) ?? '';
        // A proxy that compresses calls an ETag weak, which the revisions in the replies to batches are not.
        return { etag: header('etag').replace(/^W\/|"/g, ''), body, date: Date.parse(header('date')) };
      }),
  };
}
