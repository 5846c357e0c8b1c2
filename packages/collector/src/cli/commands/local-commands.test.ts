import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTendril } from '../../testing/run-tendril.js';
import { startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { startForeignServer } from '../../testing/start-foreign-server.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { bearer, TOKEN_SECRET } from '../../testing/tokens.js';

describe('tendril keys', () => {
  it('makes a key that works at once, lists it without it, and revokes it', async () => {
    const { data, get } = await startCollector();
    const make = ['keys', 'create', '--data', data, '--name', 'grafana', '--scope', 'read', '--json'];
    const { key, id, ...made } = (await runTendril(make)).json();
    expect(made).toMatchObject({ name: 'grafana', scopes: ['read'] });
    expect(made).not.toHaveProperty('hash');
    const stats = async () => (await get('/v1/admin/stats', bearer(key))).status;
    expect(await stats()).toBe(200);
    const listed = await runTendril(['keys', 'list', '--data', data]);
    expect(listed.printed).toMatch(new RegExp(`${id} +grafana +read`));
    expect(listed.printed).not.toContain(key);
    expect((await runTendril(['keys', 'revoke', id, '--data', data])).code).toBe(0);
    expect(await stats()).toBe(401);
    const again = await runTendril(['keys', 'revoke', id, '--data', data]);
    expect([again.code, again.complained]).toEqual([1, expect.stringContaining('tendril keys list')]);
  });

  it('shows a new key once, for people', async () => {
    const data = temporaryDirectory();
    const made = await runTendril(['keys', 'create', '--data', data, '--name', 'x', '--scope', 'admin']);
    expect(made.printed).toMatch(/^sk_[0-9a-f]{12}_[\w-]{43}\nKeep it: it is not shown again\./);
    expect((await runTendril(['keys', 'list', '--data', data, '--json'])).json().keys).toHaveLength(1);
  });

  it('does not make a directory by mistake', async () => {
    const { code, complained } = await runTendril(['keys', 'list', '--data', '/missing/data']);
    expect([code, complained]).toEqual([1, expect.stringContaining('--data DIR')]);
  });
});

describe('tendril token', () => {
  it('signs a token that the collector believes', async () => {
    const { get } = await startCollector({ tokens: { secrets: [{ secret: TOKEN_SECRET }] } });
    const args = ['token', '--user', 'u_1', '--account', 'acct_7'];
    const { printed } = await runTendril(args, { TENDRIL_TOKEN_SECRET: TOKEN_SECRET });
    const reply = await get('/v1/facts', bearer(printed.trim()));
    expect(Object.keys((await reply.json()).facts)).toContain('account');
  });
});

it('signs no token that has expired when it is made', async () => {
  const args = ['token', '--user', 'u_1', '--minutes', '0'];
  const { code, complained } = await runTendril(args, { TENDRIL_TOKEN_SECRET: TOKEN_SECRET });
  expect([code, complained]).toEqual([2, expect.stringContaining('--minutes 1')]);
});

describe('tendril doctor', () => {
  const doctor = async (...args: string[]) => {
    const ran = await runTendril(['doctor', ...args, '--json']);
    const findings = ran.json().findings as {
      what: string;
      isGood: boolean;
      detail: string;
      cure?: string;
    }[];
    return { ...ran, find: (what: string) => findings.find((finding) => finding.what === what) };
  };

  it('looks into the files of a collector that does not run', async () => {
    const { collector, data } = await startCollector();
    await collector.close();
    const { find } = await doctor('--data', data);
    for (const what of ['node', 'log', 'store', 'keys and rules', 'outbox', 'read model']) {
      expect(find(what)).toMatchObject({ isGood: true });
    }
    expect(find('read model')?.detail).toBe('the log ends at 0, the read model is at 0');
  });

  it('asks one that runs, and tries the key', async () => {
    const { data, url } = await startCollector();
    const { find } = await doctor('--data', data, '--url', url, '--secret-key', 'sk_test');
    expect(find('data')?.detail).toContain('a collector uses');
    expect(find('collector')).toMatchObject({ isGood: true });
    expect(find('secret key')).toMatchObject({ isGood: true });
    const wrong = await doctor('--data', data, '--url', url, '--secret-key', 'wrong');
    expect([wrong.code, wrong.find('secret key')?.isGood]).toEqual([1, false]);
  });

  it('finds that the log is gone, as the collector would at its start, unless it is elsewhere', async () => {
    const { collector, data, post, applied } = await startCollector();
    await post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u', messageId: 'a' }] });
    await applied();
    await collector.close();
    rmSync(join(data, 'inbox.db'));
    const { code, find } = await doctor('--data', data);
    expect([code, find('read model')]).toMatchObject([
      1,
      {
        detail: 'the log ends at 0, the read model is at 1',
        cure: expect.stringContaining('tendril replay'),
      },
    ]);
    const elsewhere = await doctor('--data', data, '--log', 'nats://127.0.0.1:1');
    expect(elsewhere.find('read model')).toBeUndefined();
  });

  it('knows a server that is no collector, and does not ask it for more', async () => {
    const url = await startForeignServer();
    const { code, find } = await doctor('--data', temporaryDirectory(), '--url', url, '--secret-key', 'sk');
    expect([code, find('collector')?.cure, find('secret key')]).toEqual([
      1,
      'Name the address of a collector: --url',
      undefined,
    ]);
  });

  it('finds a database that is no database, and a collector that is not there', async () => {
    const data = temporaryDirectory();
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'store.db'), 'nonsense');
    const { code, find } = await doctor('--data', data, '--url', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(find('store')).toMatchObject({ isGood: false, cure: expect.stringContaining('tendril replay') });
    expect(find('collector')).toMatchObject({
      isGood: false,
      cure: expect.stringContaining('tendril serve'),
    });
    expect(find('log')).toMatchObject({ isGood: true });
    const text = (await runTendril(['doctor', '--data', data])).printed;
    expect(text).toMatch(/^WRONG store: .* Cure: /m);
    expect(text).toMatch(/^ok {4}node: /m);
    const { url } = await startCollector();
    const wrong = ['--data', data, '--url', url, '--secret-key', 'wrong'];
    expect((await runTendril(['doctor', ...wrong])).printed).toMatch(/^WRONG secret key: .*[^.]\. Cure: /m);
  });
});
