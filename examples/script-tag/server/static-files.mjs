import { createReadStream, statSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Sends one file from below `folder`; anything else is a 404, and so is a path that leads out of it. */
export function serveFile(response, folder, path) {
  const root = resolve(folder);
  const file = resolve(root, decodeSafely(path));
  const type = types[extname(file)];
  const exists = file.startsWith(root + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
  if (!type || !exists) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  response.writeHead(200, {
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  createReadStream(file).pipe(response);
}

function decodeSafely(path) {
  try {
    return decodeURIComponent(path).replaceAll('\0', '');
  } catch {
    return '';
  }
}
