import type { TendrilOptions } from '@tendril/core';
import { beforeEach, expect, test, vi } from 'vitest';
import readme from '../../../../README.md?raw';

// The stub that the first page of the documentation shows, as it stands there.
const STUB = /window\.tendril \?\?=.*/.exec(readme)?.[0] ?? '';
const runStub = () => new Function(STUB)();

type TendrilEvent = Parameters<NonNullable<TendrilOptions['beforeSend']>>[0];
type Method = ((...args: unknown[]) => unknown) & { [part: string]: (...args: unknown[]) => unknown };
type Page = { tendril?: { [method: string]: Method } };
const page = globalThis as unknown as Page;
const error = vi.spyOn(console, 'error');

beforeEach(() => {
  delete page.tendril;
  vi.resetModules();
  error.mockReset().mockReturnValue();
});

const OPTIONS = { writeKey: 'wk_test', host: 'https://collect.example.com', nudges: false };

test('the documented stub is at most 200 bytes', () => {
  expect(STUB).toContain('new Proxy');
  expect(new TextEncoder().encode(STUB).length).toBeLessThanOrEqual(200);
});

test('calls that the stub kept are made by the client, in order, with the options of init', async () => {
  runStub();
  const events: TendrilEvent[] = [];
  const beforeSend = (event: TendrilEvent) => {
    events.push(event);
    return event;
  };
  page.tendril?.track?.('before-init');
  page.tendril?.init?.({ ...OPTIONS, beforeSend });
  page.tendril?.identify?.('u_42', { role: 'owner' });
  await import('./script-tag.js');
  page.tendril?.track?.('after');
  await vi.waitFor(() => expect(events).toHaveLength(3));
  expect(events.map(({ type, event = type, userId }) => [event, userId])).toEqual([
    ['before-init', undefined],
    ['identify', 'u_42'],
    ['after', 'u_42'],
  ]);
  expect(error).not.toHaveBeenCalled();
  page.tendril?.stop?.();
});

test('a method of a part is kept too: consent may be given before the client is there', async () => {
  runStub();
  page.tendril?.init?.({ ...OPTIONS, consent: 'pending' });
  page.tendril?.consent?.grant?.();
  await import('./script-tag.js');
  expect(page.tendril?.stats?.()).toMatchObject({ consent: 'granted' });
  page.tendril?.stop?.();
});

test('a second run of the stub keeps the client that is there', async () => {
  Object.assign(page, { tendril: { q: [['init', OPTIONS]] } });
  await import('./script-tag.js');
  const client = page.tendril;
  runStub();
  expect(page.tendril).toBe(client);
  page.tendril?.stop?.();
});

test('init on the loaded client says that it is too late', async () => {
  Object.assign(page, { tendril: { q: [['init', OPTIONS]] } });
  await import('./script-tag.js');
  page.tendril?.init?.({});
  expect(error.mock.calls).toEqual([[expect.stringContaining('tendril.init: too late')]]);
  page.tendril?.stop?.();
});

test('without options the global is there, harmless, and the console says what is missing', async () => {
  await import('./script-tag.js');
  expect(page.tendril?.track?.('event')).toEqual(expect.any(String));
  expect(error.mock.calls).toEqual([['tendril: no writeKey, or no https:// host']]);
});
