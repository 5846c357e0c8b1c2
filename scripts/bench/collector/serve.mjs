// One server of the benchmark, as a process of its own. Usage: serve.mjs bare|ack|whole DATA [--log URL]
// Prints the port that it listens on.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../../build/workspace.mjs';
import { SECRET_KEY, WRITE_KEY } from './keys.mjs';

const COLLECTOR = pathToFileURL(join(ROOT, 'packages/collector/dist/index.js')).href;

/** The least that any server does: unpacks, parses, throws away, answers. */
function serveBare() {
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const bytes = Buffer.concat(parts);
      const { batch } = JSON.parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ accepted: batch.length, rejected: [] }));
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
}

/** It is never this collector's turn to apply: what is left is the door and the log. */
const NEVER = { isMine: () => false, take: async () => false, release: async () => {} };

async function serveCollector(kind, data, log) {
  const { createCollector } = await import(COLLECTOR);
  const options = {
    ...{ data, port: 0, writeKeys: [WRITE_KEY], secretKey: SECRET_KEY, quiet: true, minFreeMegabytes: 0 },
    ...{ maxLag: 1_000_000, requestsPerMinute: { address: 0, key: 0 } },
    ...(log && { log }),
  };
  const collector = await createCollector(options, kind === 'ack' ? { turn: NEVER } : {});
  console.log(`port ${new URL(await collector.listen()).port}`);
  process.once('SIGTERM', async () => {
    await collector.close();
    process.exit(0);
  });
}

const [kind, data, flag, url] = process.argv.slice(2);
if (kind === 'bare') serveBare();
else await serveCollector(kind, data, flag === '--log' ? url : undefined);
