// Builds what changed, then runs the collector and the sandbox page until Ctrl-C. Usage: npm start [-- --help]
import { ROOT } from './build/workspace.mjs';
import { HELP, readOptions } from './sandbox/options.mjs';
import { assertPortFree, startService } from './sandbox/service.mjs';

// Keys of a sandbox that listens on this machine only.
const WRITE_KEY = 'wk_sandbox';
const SECRET_KEY = 'sk_sandbox';
const KEYS = ['--secret-key', SECRET_KEY, '--write-key', WRITE_KEY];
const services = [];
let stopping = false;

async function stop(exitCode, message) {
  if (stopping) return; // Ctrl-C reaches this process from the terminal and again from its parent
  stopping = true;
  await Promise.all(services.map((service) => service.stop()));
  console.log(message);
  process.exit(exitCode);
}

async function build() {
  const builder = startService('build', ['scripts/build.mjs']);
  services.push(builder);
  if ((await builder.ended) !== 'exit code 0') throw new Error('the build failed, so nothing was started');
  services.pop();
}

async function start(name, url, args) {
  const service = startService(name, args, url);
  services.push(service);
  service.ended.then((how) => stop(1, `${name} ended by itself (${how}); everything is stopped`));
  await service.ready();
}

async function startCollector({ collectorPort, data }, url) {
  const where = ['--port', String(collectorPort), '--host', '127.0.0.1', '--data', data];
  const rules = ['--rules', 'examples/script-tag/ruleset.json'];
  await start('collector', url, ['packages/collector/dist/main.js', 'serve', ...where, ...rules, ...KEYS]);
}

async function startSandbox({ port, pages }, collector) {
  const where = ['--port', String(port), '--collector', collector, '--pages', pages];
  await start('sandbox', `http://127.0.0.1:${port}`, ['examples/script-tag/server.mjs', ...where, ...KEYS]);
}

async function main(args) {
  const options = readOptions(args);
  if (options.help) return console.log(HELP);
  process.chdir(ROOT);
  await assertPortFree(options.port, 'port');
  await assertPortFree(options.collectorPort, 'collector-port');
  await build();
  const collector = `http://127.0.0.1:${options.collectorPort}`;
  await startCollector(options, collector);
  await startSandbox(options, collector);
  console.log(`\nCollector: ${collector} (data in ${options.data})`);
  console.log(`Sandbox: http://localhost:${options.port}`);
  console.log('Press Ctrl-C to stop.\n');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0, 'stopped'));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!stopping) await stop(1, `start failed: ${error.message}`);
}
