import { describe, expect, it } from 'vitest';
import { keepLedger } from './ledger-keeper.js';
import { START, turn } from './testing/fake-clock.js';
import { createFakeDevice, createFakeLink, type FakeDevice, type FakeLink } from './testing/fake-link.js';

type FakeIdentity = FakeLink['state']['identity'];

const shown = (nudge: string, at = START) => ({
  name: 'nudge.assigned',
  nudge,
  at,
  episode: 'e',
  session: 's',
});
const dismissed = (nudge: string) => ({ ...shown(nudge), name: 'nudge.dismissed' });

/** A keeper of one tab, with how often it said that it changed. */
async function keeper(device = createFakeDevice()) {
  const fake = createFakeLink({ device });
  const heard = { changes: 0 };
  const ledger = keepLedger(fake.link, () => {
    heard.changes += 1;
  });
  ledger.current();
  await turn();
  return { ...fake, ledger, heard };
}

describe('the ledger', () => {
  it('is unknown until it has been read, and says so when it has', async () => {
    const { link } = createFakeLink();
    let changes = 0;
    const ledger = keepLedger(link, () => {
      changes += 1;
    });
    expect(ledger.current()).toBeUndefined();
    await turn();
    expect(ledger.current()).toEqual({});
    expect(changes).toBe(1);
  });

  it('keeps what is added, here at once and on the device for the next page', async () => {
    const first = await keeper();
    first.ledger.add(shown('n'));
    expect(first.ledger.current()?.n?.shown).toHaveLength(1);
    await turn();
    const second = await keeper(first.device);
    expect(second.ledger.current()).toEqual(first.ledger.current());
  });

  it('is merged over two tabs that write without hearing of each other', async () => {
    const device = createFakeDevice();
    const [one, two] = [await keeper(device), await keeper(device)];
    one.ledger.add(dismissed('a'));
    two.ledger.add(dismissed('b'));
    await turn();
    await turn();
    for (const { ledger } of [one, two])
      expect(Object.keys(ledger.current() ?? {}).sort()).toEqual(['a', 'b']);
    expect(Object.keys((await keeper(device)).ledger.current() ?? {}).sort()).toEqual(['a', 'b']);
  });

  it('changes with a message from another tab', async () => {
    const device = createFakeDevice();
    const [one, two] = [await keeper(device), await keeper(device)];
    const before = two.heard.changes;
    one.ledger.add(dismissed('a'));
    await turn();
    expect(two.ledger.current()?.a?.dismissed).toEqual({ e: START });
    expect(two.heard.changes).toBeGreaterThan(before);
  });

  it('survives a store that fails', async () => {
    const fake = createFakeLink();
    fake.link.ports.store.read = () => Promise.reject(new Error('no disk'));
    fake.link.ports.store.update = () => Promise.reject(new Error('no disk'));
    const ledger = keepLedger(fake.link, () => {});
    ledger.current();
    await turn();
    ledger.add(shown('n'));
    await turn();
    expect(ledger.current()?.n?.shown).toHaveLength(1);
  });
});

describe('a person', () => {
  const person = (userId?: string, groupId?: string) => ({
    anonymousId: 'anon',
    ...(userId && { userId }),
    ...(groupId && { groupId }),
  });

  it.each([
    ['another user', person('u_2', 'acct_1')],
    ['another account', person('u_1', 'acct_2')],
    ['nobody', person()],
  ])('%s has another ledger, and the first one comes back', async (_, other) => {
    const tab = await keeper();
    tab.ledger.add(dismissed('a'));
    const first = tab.state.identity;
    tab.state.identity = other as typeof first;
    expect(tab.ledger.current(), 'it is not known yet').toBeUndefined();
    await turn();
    expect(tab.ledger.current()).toEqual({});
    tab.state.identity = first;
    tab.ledger.current();
    await turn();
    expect(tab.ledger.current()?.a?.dismissed).toBeDefined();
  });

  it('that changes while its ledger is read does not get the other one', async () => {
    const device = createFakeDevice();
    const before = await keeper(device);
    before.ledger.add(dismissed('a'));
    await turn();
    const tab = createFakeLink({ device });
    const ledger = keepLedger(tab.link, () => {});
    ledger.current();
    tab.state.identity = person('u_2') as typeof tab.state.identity;
    ledger.current();
    await turn();
    expect(ledger.current()).toEqual({});
  });

  it('that is unknown has no ledger, whatever other tabs say', async () => {
    const tab = await keeper();
    tab.state.identity = undefined as never;
    expect(tab.ledger.current()).toBeUndefined();
    for (const listener of tab.device.listeners) listener({ type: 'ledger' });
    await turn();
    expect(tab.ledger.current()).toBeUndefined();
  });
});

describe('what was seen before the login', () => {
  const anonymous = (anonymousId: string, more = {}) => ({ anonymousId, ...more }) as FakeIdentity;

  async function seenBy(identity: FakeIdentity, device: FakeDevice, add?: string) {
    const tab = createFakeLink({ device });
    tab.state.identity = identity;
    const ledger = keepLedger(tab.link, () => {});
    ledger.current();
    await turn();
    if (add) ledger.add(dismissed(add));
    await turn();
    return Object.keys(ledger.current() ?? {});
  }

  it.each([
    ['a login', [anonymous('a'), anonymous('a', { userId: 'u' })]],
    ['an account that is named', [anonymous('a'), anonymous('a', { groupId: 'g' })]],
    ['both at once', [anonymous('a'), anonymous('a', { userId: 'u', groupId: 'g' })]],
    [
      'one after the other',
      [anonymous('a'), anonymous('a', { userId: 'u' }), anonymous('a', { userId: 'u', groupId: 'g' })],
    ],
    ['the account first', [anonymous('a', { groupId: 'g' }), anonymous('a', { userId: 'u', groupId: 'g' })]],
  ])('goes along with %s, on this page and the next', async (_, steps) => {
    const device = createFakeDevice();
    await seenBy(steps[0] as FakeIdentity, device, 'n');
    for (const identity of steps.slice(1)) expect(await seenBy(identity, device)).toEqual(['n']);
  });

  it('goes with the first who logs in, and not with the next', async () => {
    const device = createFakeDevice();
    await seenBy(anonymous('a'), device, 'n');
    expect(await seenBy(anonymous('a', { userId: 'u' }), device)).toEqual(['n']);
    expect(await seenBy(anonymous('a', { userId: 'other' }), device)).toEqual([]);
    expect(await seenBy(anonymous('after a reset'), device)).toEqual([]);
    expect(await seenBy(anonymous('a', { userId: 'u' }), device)).toEqual(['n']);
  });

  it('joins what the person has seen elsewhere', async () => {
    const device = createFakeDevice();
    await seenBy(anonymous('b', { userId: 'u' }), device, 'm');
    await seenBy(anonymous('a'), device, 'n');
    expect((await seenBy(anonymous('a', { userId: 'u' }), device)).sort()).toEqual(['m', 'n']);
  });
});

describe('the ledger of the collector', () => {
  it('is merged in, and tells when it changes', async () => {
    const tab = await keeper();
    tab.ledger.add(dismissed('a'));
    const before = tab.heard.changes;
    tab.serverLedger.set({ a: { never: true }, b: { stopped: true } });
    expect(tab.ledger.current()).toEqual({
      a: { dismissed: { e: START }, never: true },
      b: { stopped: true },
    });
    expect(tab.heard.changes).toBeGreaterThan(before);
  });

  it('is not kept on the device: what it forgets is forgotten', async () => {
    const tab = await keeper();
    tab.serverLedger.set({ b: { never: true } });
    tab.ledger.add(dismissed('a'));
    await turn();
    tab.serverLedger.set(undefined);
    expect(Object.keys(tab.ledger.current() ?? {})).toEqual(['a']);
    expect(Object.keys((await keeper(tab.device)).ledger.current() ?? {})).toEqual(['a']);
  });

  it('is unknown as long as the person is', () => {
    const { link, serverLedger } = createFakeLink();
    serverLedger.set({ b: { never: true } });
    expect(keepLedger(link, () => {}).current()).toBeUndefined();
  });
});

it('stopped, it hears of no other tab', async () => {
  const tab = await keeper();
  tab.ledger.stop();
  expect([tab.device.listeners.size, tab.serverLedger.lc]).toEqual([0, 0]);
});
