import { fileURLToPath } from 'node:url';
import { type Collector, KEYS } from './collector.ts';
import { freePort } from './free-port.ts';
import { startServer } from './server-process.ts';

const SERVER = fileURLToPath(new URL('../../../../examples/script-tag/server.mjs', import.meta.url));

/** Acme's own server, which serves the page under test. */
export interface Sandbox {
  url: string;
  stop(): Promise<void>;
}

/** Which of the example apps. */
export type Example = 'script-tag' | 'react' | 'vue';

const pagesOf = (example: Example) =>
  fileURLToPath(
    new URL(
      `../../../../examples/${example}/${example === 'script-tag' ? 'public' : 'dist'}`,
      import.meta.url,
    ),
  );

/** Starts an example against this collector. */
export async function startSandbox(collector: Collector, example: Example): Promise<Sandbox> {
  const port = await freePort();
  const keys = ['--write-key', KEYS.write, '--secret-key', KEYS.secret];
  const server = await startServer(SERVER, [
    '--port',
    String(port),
    '--collector',
    collector.url,
    '--pages',
    pagesOf(example),
    ...keys,
  ]);
  return { url: `http://127.0.0.1:${port}`, stop: () => server.end('SIGTERM') };
}
