import { readFileSync } from 'node:fs';
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

/** Sends the app's page with the write key and the collector's address filled in. */
export function servePage(response, { collector, writeKey, pages }) {
  const html = readFileSync(join(pages, 'index.html'), 'utf8')
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
