import { expect, onTestFinished } from 'vitest';

export interface StreamEvent {
  event: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed data.
  data: any;
}

const parse = (block: string): StreamEvent => {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/).slice(0, 2)));
  return { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
};

/** A client of server-sent events. It lets go when the test ends. */
export class EventStream {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = '';

  readonly headers: Headers;

  private constructor(reader: ReadableStreamDefaultReader<string>, headers: Headers) {
    this.#reader = reader;
    this.headers = headers;
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const leave = new AbortController();
    onTestFinished(() => leave.abort());
    const response = await fetch(url, { headers, signal: leave.signal });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    return new EventStream(reader, response.headers);
  }

  /** The next event; comments are passed over. */
  async next(): Promise<StreamEvent> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        if (!block.startsWith(':')) return parse(block);
        continue;
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error('the stream ended');
      this.#text += value;
    }
  }

  /** Waits until the server ended the stream, and gives what was not read yet. */
  async rest(): Promise<string> {
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return this.#text;
      this.#text += value;
    }
  }

  /** Waits until the server ended the stream. */
  async ended(): Promise<boolean> {
    for (;;) if ((await this.#reader.read()).done) return true;
  }
}
