import { describe, expect, it } from 'vitest';
import { startCollector } from '../../testing/start-collector.js';
import { ENV, forwardersFile, webhook } from '../../testing/start-forwarding.js';
import { writeFiles } from '../../testing/write-files.js';
import { collectIssues } from './issue-collector.js';
import { parseForwarders } from './read-forwarders.js';

const parse = (...forwarders: unknown[]) => {
  const issues = collectIssues();
  // What is undefined is not in a file.
  const document = JSON.parse(JSON.stringify({ forwarders })) as unknown;
  const made = parseForwarders(document, { env: ENV, facts: async () => ({}) }, issues);
  return { made, issues: issues.issues };
};
const good = webhook('https://crm.example.com/hook', [{ event: 'e' }]);
const cdp = { name: 'cdp', type: 'segment', url: 'https://api.example.com/v1/batch', writeKey: 'env:CDP' };

it('takes a sound file', () => {
  const { made, issues } = parse(good, { ...cdp, attempts: 3, timeoutSeconds: 30, allowPrivate: true });
  expect(issues).toEqual([]);
  expect(made).toMatchObject([
    { name: 'sales', kind: 'webhook', attempts: 16, timeoutMs: 10_000, mayBePrivate: false },
    { name: 'cdp', kind: 'segment', attempts: 3, timeoutMs: 30_000, mayBePrivate: true },
  ]);
});

it.each<[what: string, forwarder: unknown, code: string, path: string]>([
  ['nothing', null, 'required', '.type'],
  ['an unknown type', { ...good, type: 'mail' }, 'value', '.type'],
  ['no name', { ...good, name: undefined }, 'required', '.name'],
  ['a name with spaces', { ...good, name: 'a b' }, 'value', '.name'],
  ['an unknown key', { ...good, onn: [] }, 'unknown-key', '.onn'],
  ['http', { ...good, url: 'http://crm.example.com' }, 'value', '.url'],
  ['a file', { ...good, url: 'file:///etc/passwd' }, 'value', '.url'],
  ['no address', { ...good, url: 'crm' }, 'value', '.url'],
  ['a password', { ...good, url: 'https://a:b@crm.example.com' }, 'value', '.url'],
  ['a private address', { ...good, url: 'https://10.0.0.5/' }, 'value', '.url'],
  ['the address of cloud metadata', { ...good, url: 'https://169.254.169.254/' }, 'value', '.url'],
  ['a private address in disguise', { ...good, url: 'https://0x0a000005/' }, 'value', '.url'],
  ['a private address of IPv6', { ...good, url: 'https://[fd00::1]/' }, 'value', '.url'],
  ['a secret in the open', { ...good, secret: 'whsec_abc' }, 'value', '.secret'],
  ['no secret', { ...good, secret: undefined }, 'required', '.secret'],
  ['a secret that is not set', { ...good, secret: 'env:NONE' }, 'required', '.secret'],
  ['a secret that is no secret', { ...good, secret: 'env:CDP' }, 'value', '.secret'],
  ['a header in the open', { ...good, headers: { 'x-key': 'abc' } }, 'value', '.headers.x-key'],
  ['no trigger', { ...good, on: [] }, 'value', '.on'],
  ['an unknown trigger', { ...good, on: [{ page: true }] }, 'required', '.on[0]'],
  [
    'a slip in a trigger',
    { ...good, on: [{ segment: 's', chnage: 'left' }] },
    'unknown-key',
    '.on[0].chnage',
  ],
  ['a stage without nudge', { ...good, on: [{ stage: 'offer' }] }, 'value', '.on[0].stage'],
  [
    'a bad condition',
    { ...good, on: [{ event: 'e', where: { a: { $in: 1 } } }] },
    'type',
    '.on[0].where.a.$in',
  ],
  ['unknown facts', { ...good, include: ['all'] }, 'value', '.include'],
  ['no attempts', { ...good, attempts: 0 }, 'value', '.attempts'],
  ['a key in the open', { ...cdp, writeKey: 'abc' }, 'value', '.writeKey'],
])('refuses %s', (_what, forwarder, code, path) => {
  const { issues } = parse(forwarder);
  expect(issues.map((issue) => [issue.code, issue.path])).toEqual([[code, `forwarders[0]${path}`]]);
  for (const { message, cure } of issues) expect([message, cure]).not.toContain('');
});

it.each(['http://127.0.0.1:8080/', 'http://localhost/', 'https://[::1]/', 'http://127.9.9.9/'])(
  'lets %s do without https: it is this machine',
  (url) => {
    expect(parse({ ...good, url })).toMatchObject({ issues: [], made: [{ mayBePrivate: true }] });
  },
);

describe('the collector', () => {
  const start = (file: string) => startCollector({ forwarders: file }, { env: ENV });

  it('does not start with a bad file, and says all that is wrong with it', async () => {
    const file = forwardersFile(
      good,
      { ...cdp, name: 'sales', url: 'http://a.example.com' },
      { ...cdp, name: 'sales' },
    );
    await expect(start(file)).rejects.toMatchObject({
      issues: [
        { code: 'value', path: 'forwarders[1].url', message: expect.stringContaining(file) },
        { code: 'duplicate', path: 'forwarders' },
      ],
    });
  });

  it('does not start with a file that is none', async () => {
    await expect(start('/missing.json')).rejects.toMatchObject({
      issue: { code: 'path', path: '--forwarders' },
    });
    const { bad, list } = writeFiles({ bad: '{', list: [] });
    await expect(start(bad)).rejects.toMatchObject({ issue: { code: 'json', path: '--forwarders' } });
    await expect(start(list)).rejects.toMatchObject({ issue: { code: 'required', path: 'forwarders' } });
  });
});
