import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text) => text.replace(/[&<>"]/g, (character) => entities[character]);

/** A strict policy: Tendril needs its own files and the collector's address, nothing else. */
const contentSecurityPolicy = (collector) =>
  [
    "default-src 'self'",
    `connect-src 'self' ${collector}`,
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Sends a page of the app with the write key and the collector's address filled in. */
export function servePage(response, { collector, writeKey, pages }, name) {
  const file = join(pages, name);
  if (!existsSync(file)) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const html = readFileSync(file, 'utf8')
    .replaceAll('{{collector}}', escapeHtml(collector))
    .replaceAll('{{writeKey}}', escapeHtml(writeKey));
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(collector),
      'cache-control': 'no-store',
    })
    .end(html);
}
