// Serves the measured pages, and the scripts that they load.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { ROOT } from '../../build/workspace.mjs';
import { WRITE_KEY } from './collector.mjs';

const SCRIPT_TAG = join(ROOT, 'packages/browser/dist/script');
const REFERENCE = join(ROOT, 'scripts/bench/reference');
const NUDGES = join(ROOT, 'scripts/bench/nudges');
const FILES = {
  '/workload.js': join(ROOT, 'scripts/bench/stage/workload.js'),
  '/append-and-post.js': join(REFERENCE, 'append-and-post.js'),
  '/busy.js': join(NUDGES, 'busy.js'),
  '/opening.js': join(NUDGES, 'opening.js'),
};
const PAGES = {
  '/reference': join(REFERENCE, 'page.html'),
  '/tendril': join(ROOT, 'scripts/bench/stage/tendril.html'),
  '/busy': join(NUDGES, 'busy.html'),
  '/busy-alone': join(NUDGES, 'busy-alone.html'),
  '/opening': join(NUDGES, 'opening.html'),
  '/opening-alone': join(NUDGES, 'opening-alone.html'),
};
const HEADERS = {
  // An isolated page has a clock of 5 µs, others one of 100 µs: https://www.w3.org/TR/hr-time-3/#clock-resolution
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

function fileOf(path) {
  if (FILES[path]) return FILES[path];
  return /^\/(chunks\/)?[\w-]+\.js$/.test(path) ? join(SCRIPT_TAG, path) : undefined;
}

/** `{ type, body }` of an address; its query names the page's collector. */
function answer({ pathname, searchParams }) {
  if (PAGES[pathname]) {
    const values = { collector: searchParams.get('collector'), writeKey: WRITE_KEY };
    const html = readFileSync(PAGES[pathname], 'utf8');
    return { type: 'text/html', body: html.replace(/{{(\w+)}}/g, (_, name) => values[name]) };
  }
  const file = fileOf(pathname);
  return file && { type: 'text/javascript', body: readFileSync(file) };
}

function serve(request, response) {
  const found = answer(new URL(request.url, 'http://site'));
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { ...HEADERS, 'content-type': found.type }).end(found.body);
}

/** @returns `{ url, stop }` */
export async function startSite() {
  const server = createServer(serve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
