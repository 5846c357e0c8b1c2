// The sandbox with its gallery, built and on free ports.
import { createServer } from 'node:net';
import { startService } from '../sandbox/service.mjs';

const KEYS = ['--write-key', 'wk_sandbox', '--secret-key', 'sk_sandbox'];

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function build() {
  const how = await startService('build', ['scripts/build.mjs']).ended;
  if (how !== 'exit code 0') throw new Error(`the build failed (${how})`);
}

/** @returns `{ url, stop }` of the sandbox; its collector keeps its data in the folder */
export async function startGallery(data) {
  await build();
  const [collectorPort, port] = [await freePort(), await freePort()];
  const collectorUrl = `http://127.0.0.1:${collectorPort}`;
  const url = `http://127.0.0.1:${port}`;
  const where = ['--port', String(collectorPort), '--host', '127.0.0.1', '--data', data];
  const rules = ['--rules', 'examples/script-tag/ruleset.json', '--quiet'];
  const collector = startService(
    'collector',
    ['packages/collector/dist/main.js', 'serve', ...where, ...rules, ...KEYS],
    collectorUrl,
  );
  const sandbox = startService(
    'sandbox',
    ['examples/script-tag/server.mjs', '--port', String(port), '--collector', collectorUrl, ...KEYS],
    url,
  );
  const stop = () => Promise.all([collector.stop(), sandbox.stop()]);
  try {
    await Promise.all([collector.ready(), sandbox.ready()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
