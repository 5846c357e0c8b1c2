import type { StreamMessage } from '@tendril/protocol';
import type { FactsAnswer, FactsSource } from '../ports.js';
import type { withinTime as WithinTime } from './within-time.js';

const bearer = (token: string | undefined): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

/** One message of server-sent events, as the collector writes them; undefined for heartbeats and nonsense. */
function readMessage(block: string): { id: string; message: StreamMessage } | undefined {
  const field = (name: string) => new RegExp(`^${name}: (.*)`, 'm').exec(block)?.[1] ?? '';
  try {
    const data = JSON.parse(field('data'));
    return { id: field('id'), message: { ...data, type: field('event') } };
  } catch {
    return undefined;
  }
}

async function answerOf(response: Response): Promise<FactsAnswer> {
  const { status } = response;
  // There is no JSON in a 304, nor in what a proxy says.
  const json = await response.json().catch(() => ({}));
  return json.facts ? { status, reply: json } : { status, error: json.error };
}

/** The collector's facts and stream. `fetch` reads the stream, as `EventSource` would need the token in the address. */
export function createFactsSource(
  host: string,
  writeKey: string,
  // Given, as the late half has it too: a chunk for both would be one more request.
  withinTime: typeof WithinTime,
): FactsSource {
  const key = `writeKey=${encodeURIComponent(writeKey)}`;
  return {
    fetch: (token, sent, held) =>
      withinTime(async (signal) => {
        const headers = { ...bearer(token), ...(held && { 'if-none-match': `"${held}"` }) };
        const query = sent.length ? `${key}&sent=${sent}` : key;
        const init: RequestInit = { headers, cache: 'no-store', credentials: 'omit', signal };
        return answerOf(await fetch(`${host}/v1/facts?${query}`, init));
      }).catch(() => ({ status: 0 })),
    stream({ token, after }, hear, end) {
      const leaving = new AbortController();
      const { signal } = leaving;
      async function read(): Promise<number | undefined> {
        const headers = { ...bearer(token), ...(after && { 'last-event-id': after }) };
        const init: RequestInit = { headers, cache: 'no-store', credentials: 'omit', signal };
        const response = await fetch(`${host}/v1/stream?${key}`, init);
        if (!response.ok || !response.body) return response.status;
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return undefined;
          const blocks = (text + value).split('\n\n');
          text = blocks.pop() ?? '';
          for (const found of blocks.map(readMessage))
            if (found && !signal.aborted) hear(found.message, found.id);
        }
      }
      read()
        .catch(() => undefined)
        .then((status) => signal.aborted || end(status));
      return () => leaving.abort();
    },
  };
}
