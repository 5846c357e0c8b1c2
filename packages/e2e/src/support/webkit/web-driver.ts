import { setTimeout as pause } from 'node:timers/promises';
import { endChild, startChild } from '../child-processes.ts';
import { freePort } from '../free-port.ts';
import { virtualDisplay } from './virtual-display.ts';

const MINI_BROWSER = process.env.E2E_WEBKIT ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const START_LIMIT_MS = 10_000;

/** A WebDriver session (https://www.w3.org/TR/webdriver2/) of WebKitGTK's MiniBrowser. */
export interface Session {
  /** One command; the answer is its `value`. Commands run one after another. */
  command<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  end(): Promise<void>;
}

async function request<T>(url: string, method: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = (await (await fetch(url, init)).json()) as {
    value: T & { error?: string; message?: string };
  };
  const { value } = answer;
  if (value?.error) throw new Error(`WebDriver ${url}: ${value.error} ${value.message}`);
  return value;
}

/** The driver says nothing when it is ready: ask until it answers. */
async function ready(base: string): Promise<void> {
  for (const end = Date.now() + START_LIMIT_MS; ; await pause(25)) {
    try {
      await request(`${base}/status`, 'GET');
      return;
    } catch (error) {
      if (Date.now() > end)
        throw new Error('WebKitWebDriver does not answer: install webkit2gtk-driver', { cause: error });
    }
  }
}

async function startDriver(port: number) {
  return startChild('WebKitWebDriver', ['-p', String(port)], {
    stdio: 'ignore',
    // Painting in software: without a GPU the first frame else takes seconds.
    env: { ...process.env, DISPLAY: await virtualDisplay(), WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1' },
  });
}

const capabilities = {
  alwaysMatch: { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] } },
};

/** Starts driver and browser. A session's storage is its own and ends with it. */
export async function openSession(): Promise<Session> {
  const port = await freePort();
  const driver = await startDriver(port);
  driver.once('error', () => undefined); // `ready` reports it, with the cure
  const base = `http://127.0.0.1:${port}`;
  await ready(base);
  const { sessionId } = await request<{ sessionId: string }>(`${base}/session`, 'POST', { capabilities });
  const session = `${base}/session/${sessionId}`;
  let queue: Promise<unknown> = Promise.resolve();
  return {
    command: <T>(method: string, path: string, body?: unknown) => {
      const answer = queue.then(() => request<T>(`${session}${path}`, method, body));
      queue = answer.catch(() => undefined);
      return answer;
    },
    end: async () => {
      // A hung browser must not hold up the run.
      await Promise.race([request(session, 'DELETE').catch(() => undefined), pause(3_000)]);
      await endChild(driver, 'SIGKILL');
    },
  };
}
