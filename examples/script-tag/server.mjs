// Acme's own backend, also for the React and Vue examples: serves the page and the built SDK, and relays the collector's store to the page's live list.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { readFlags } from './server/flags.mjs';
import { serveLiveEvents } from './server/live-events.mjs';
import { servePage } from './server/page.mjs';
import { serveFile } from './server/static-files.mjs';

const flags = readFlags(process.argv.slice(2));
if (!existsSync(join(flags.sdk, 'tendril.js'))) {
  console.error(
    `The SDK is not built (no tendril.js in ${flags.sdk}). Run \`npm run build\` at the repository's root.`,
  );
  process.exit(1);
}

/** Addresses of the app's views; each is the same page. */
const views = new Set(['/', '/reports', '/dashboards', '/team', '/billing']);

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://acme.invalid');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
  } else if (views.has(pathname)) {
    servePage(response, flags, 'index.html');
  } else if (pathname === '/gallery') {
    servePage(response, flags, 'gallery.html');
  } else if (pathname === '/api/live') {
    serveLiveEvents(request, response, flags, searchParams.get('user') ?? '');
  } else if (pathname.startsWith('/tendril/')) {
    serveFile(response, flags.sdk, pathname.slice('/tendril/'.length));
  } else {
    serveFile(response, flags.pages, pathname.slice(1));
  }
});

server.on('error', (error) => {
  const inUse = error.code === 'EADDRINUSE';
  console.error(
    inUse ? `Port ${flags.port} is already in use. Choose another one with --port.` : error.message,
  );
  process.exit(1);
});
server.listen(flags.port, flags.host, () => {
  console.log(`listening on http://${flags.host}:${server.address().port}`);
});

// Nothing here needs an orderly end: the page's data lives in the browser, the events in the collector.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
