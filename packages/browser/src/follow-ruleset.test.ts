import type { TendrilError } from '@tendril/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTendril } from './create-tendril.js';

const { unmount, mountNudges } = vi.hoisted(() => {
  const unmount = vi.fn();
  return { unmount, mountNudges: vi.fn(() => unmount) };
});
vi.mock('@tendril/nudges', () => ({ mountNudges }));

let served: object;
let revision: string;
let made = 0;
const clients: { stop(): void }[] = [];

/** A client whose collector serves `served`. */
function create(options = {}) {
  const tendril = createTendril({
    writeKey: `wk_${++made}`,
    host: 'https://collect.example.com',
    ...options,
  });
  clients.push(tendril);
  return tendril;
}

beforeEach(() => {
  vi.clearAllMocks();
  revision = 'v1';
  served = { version: '1', nudges: [{ id: 'seats' }] };
  vi.stubGlobal('fetch', async (request: Request | string) =>
    typeof request === 'string'
      ? new Response(JSON.stringify(served), { headers: { ETag: `"${revision}"` } })
      : new Response(JSON.stringify({ accepted: 0, ruleset: revision })),
  );
});

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.unstubAllGlobals();
});

const mounted = (times: number) =>
  vi.waitFor(() => expect(mountNudges).toHaveBeenCalledTimes(times), { timeout: 5000 });

test('a ruleset with nudges brings the layer, once, to the page’s root', async () => {
  create();
  await mounted(1);
  expect(mountNudges.mock.calls[0]).toEqual([
    expect.objectContaining({ ruleset: expect.anything() }),
    document.documentElement,
  ]);
});

test('denied consent takes it off the page, a later grant brings it back', async () => {
  const tendril = create();
  await mounted(1);
  tendril.consent.deny();
  await vi.waitFor(() => expect(unmount).toHaveBeenCalledTimes(1));
  tendril.consent.grant();
  await mounted(2);
});

test('stopping takes it off the page', async () => {
  const tendril = create();
  await mounted(1);
  tendril.stop();
  await vi.waitFor(() => expect(unmount).toHaveBeenCalledTimes(1));
});

test.each([
  ['a ruleset without nudges', {}, { version: '1', nudges: [] }],
  ['nudges that are switched off', { nudges: false }, { version: '1', nudges: [{ id: 'seats' }] }],
])('%s: the layer is not loaded', async (_, options, document) => {
  served = document;
  const tendril = create(options);
  tendril.track('event');
  await tendril.flush();
  await vi.waitFor(() => expect(tendril.stats().sent).toBe(1));
  expect(mountNudges).not.toHaveBeenCalled();
});

test('a layer that does not load is an error with a cure; the next ruleset tries again', async () => {
  vi.resetModules();
  vi.doMock('@tendril/nudges', () => Promise.reject(new TypeError('the chunk did not load')));
  const tendril = create();
  const errors: TendrilError[] = [];
  tendril.on('error', (error) => errors.push(error));
  await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 5000 });
  expect(errors[0]).toEqual({
    code: 'chunk',
    message: expect.stringContaining('nudges: '),
    cure: expect.stringContaining('script-src'),
  });
  vi.doMock('@tendril/nudges', () => ({ mountNudges }));
  revision = 'v2';
  tendril.track('event');
  await tendril.flush();
  await mounted(1);
});
