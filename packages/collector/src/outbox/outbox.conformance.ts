import { describe, expect, it, onTestFinished } from 'vitest';
import type { Bookmark, Claim, NewDelivery, Outbox } from './outbox.port.js';

const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const LEASE = 1000;

const delivery = (id: string, body: object = { id }): NewDelivery => ({
  id,
  about: `about ${id}`,
  body: JSON.stringify(body),
});
const at = (position: number): Bookmark => ({ position, seq: position, membership: 0 });

/** What every `Outbox` must do. `prepare` gives a way to open one that is empty at first, more than once. */
export const outboxConformance = (name: string, prepare: () => Promise<() => Promise<Outbox>>): void => {
  const create = async (...ids: string[]): Promise<Outbox> => {
    const outbox = await (await prepare())();
    onTestFinished(() => outbox.close());
    await outbox.add(
      'crm',
      ids.map((id) => delivery(id)),
      undefined,
      at(1),
      NOW,
    );
    return outbox;
  };
  const claim = async (outbox: Outbox, now = NOW): Promise<Claim> => (await outbox.claim('crm', now, LEASE))!;
  const stateOf = async (outbox: Outbox, id: string) => (await outbox.find(id))?.state;

  describe(`Outbox: ${name}`, () => {
    it('writes deliveries together with the bookmark, or not at all', async () => {
      const outbox = await create();
      expect(await outbox.bookmark('other')).toBeUndefined();
      expect(await outbox.bookmark('crm')).toEqual(at(1));
      expect(await outbox.add('crm', [delivery('a')], at(1), at(5), NOW)).toBe(true);
      expect(await outbox.bookmark('crm')).toEqual(at(5));
      // Another collector was quicker: what this one read is read again from where the bookmark is.
      expect(await outbox.add('crm', [delivery('b')], at(1), at(9), NOW)).toBe(false);
      expect(await outbox.add('crm', [delivery('b')], undefined, at(9), NOW)).toBe(false);
      expect(await outbox.bookmark('crm')).toEqual(at(5));
      expect((await outbox.list(0, 10)).map(({ id }) => id)).toEqual(['a']);
    });

    it('makes one delivery of one cause, also when it was delivered already', async () => {
      const outbox = await create('a');
      await outbox.ack(await claim(outbox));
      await outbox.add('crm', [delivery('a'), delivery('b')], at(1), at(2), NOW);
      expect((await outbox.list(0, 10)).map(({ id, state }) => [id, state])).toEqual([
        ['a', 'delivered'],
        ['b', 'waiting'],
      ]);
    });

    it('lends each delivery to one, the longest due first, and each forwarder its own', async () => {
      const outbox = await create('a', 'b');
      await outbox.add('cdp', [delivery('c')], undefined, at(1), NOW);
      expect(await claim(outbox)).toEqual({
        id: 'a',
        forwarder: 'crm',
        about: 'about a',
        body: '{"id":"a"}',
        attempt: 1,
        createdAt: '2026-01-01T00:00:00.000Z',
      });
      expect((await claim(outbox)).id).toBe('b');
      expect(await outbox.claim('crm', NOW, LEASE)).toBeUndefined();
      expect((await outbox.claim('cdp', NOW, LEASE))?.id).toBe('c');
    });

    it('lends it again under the same id when who took it never came back', async () => {
      const outbox = await create('a');
      const first = await claim(outbox);
      expect(await outbox.nextDue('crm')).toBe(NOW + LEASE);
      expect(await outbox.claim('crm', NOW + LEASE - 1, LEASE)).toBeUndefined();
      expect(await claim(outbox, NOW + LEASE)).toEqual({ ...first, attempt: 2 });
    });

    it('believes an acknowledgement, however late and however often', async () => {
      const outbox = await create('a');
      const late = await claim(outbox);
      await claim(outbox, NOW + LEASE);
      await outbox.ack(late);
      await outbox.ack(late);
      expect(await outbox.find('a')).toMatchObject({ state: 'delivered', body: '' });
      expect(await outbox.claim('crm', NOW + 1e9, LEASE)).toBeUndefined();
      expect(await outbox.counts()).toEqual([{ forwarder: 'crm', waiting: 0, dead: 0, delivered: 1 }]);
    });

    it('lets nobody put off or bury what another holds, or what was delivered', async () => {
      const outbox = await create('a');
      const late = await claim(outbox);
      const holder = await claim(outbox, NOW + LEASE);
      await outbox.bury(late, 'too late');
      await outbox.retry(late, 'too late', 0);
      expect(await outbox.find('a')).toMatchObject({ state: 'waiting', attempts: 2 });
      expect(await outbox.nextDue('crm')).toBe(NOW + 2 * LEASE);
      await outbox.ack(holder);
      await outbox.bury(holder, 'again');
      await outbox.retry(holder, 'again', 0);
      expect(await stateOf(outbox, 'a')).toBe('delivered');
    });

    it('tries again when it is due, with the reason of the last failure', async () => {
      const outbox = await create('a', 'b');
      await outbox.retry(await claim(outbox), 'answered 500', NOW + 5000);
      expect(await outbox.find('a')).toMatchObject({
        attempts: 1,
        error: 'answered 500',
        dueAt: '2026-01-01T00:00:05.000Z',
      });
      expect((await claim(outbox)).id).toBe('b');
      expect((await claim(outbox, NOW + 5000)).id).toBe('b');
      expect(await claim(outbox, NOW + 5000)).toMatchObject({ id: 'a', attempt: 2 });
    });

    it('keeps dead ones, lists them, and has one sent again under its id', async () => {
      const outbox = await create('a', 'b');
      await outbox.bury(await claim(outbox), 'answered 410');
      expect(await outbox.list(0, 10, { state: 'dead' })).toMatchObject([
        { id: 'a', state: 'dead', error: 'answered 410', attempts: 1 },
      ]);
      expect(await outbox.list(0, 10, { forwarder: 'other' })).toEqual([]);
      expect(await outbox.counts()).toEqual([
        { forwarder: 'crm', waiting: 1, dead: 1, delivered: 0, oldest: '2026-01-01T00:00:00.000Z' },
      ]);
      expect(await outbox.revive('b', NOW)).toBe(false);
      expect(await outbox.revive('a', NOW + 7)).toBe(true);
      await claim(outbox);
      expect(await claim(outbox, NOW + 7)).toMatchObject({ id: 'a', attempt: 1, body: '{"id":"a"}' });
    });

    it('lists page by page', async () => {
      const outbox = await create('a', 'b', 'c');
      const [first] = await outbox.list(0, 1);
      expect((await outbox.list(first!.seq, 10)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await outbox.find('none')).toBeUndefined();
    });

    it('removes old ones that were delivered, and no others', async () => {
      const outbox = await create('a', 'b', 'c');
      await outbox.ack(await claim(outbox));
      await outbox.bury(await claim(outbox), 'no');
      expect(await outbox.prune('2026-01-01T00:00:00.000Z', 10)).toBe(0);
      expect(await outbox.prune('2026-01-01T00:00:00.001Z', 10)).toBe(1);
      expect((await outbox.list(0, 10)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await outbox.counts()).toMatchObject([{ waiting: 1, dead: 1, delivered: 1 }]);
    });

    it('takes a person out of what was not sent yet, and leaves the others', async () => {
      const outbox = await create();
      const track = (userId: string) => ({ type: 'track', event: 'e', userId, messageId: userId });
      await outbox.add(
        'crm',
        [
          delivery('theirs', { type: 'event', data: { userId: 'u_1' } }),
          delivery('others', { type: 'event', data: { userId: 'u_2' } }),
          delivery('mixed', { batch: [track('u_1'), track('u_2')] }),
          delivery('alone', { batch: [track('u_1')] }),
        ],
        at(1),
        at(2),
        NOW,
      );
      await outbox.forget({ userIds: ['u_1'], anonymousIds: [] });
      expect((await outbox.list(0, 10)).map(({ id }) => id)).toEqual(['others', 'mixed']);
      expect(JSON.parse((await outbox.find('mixed'))!.body)).toEqual({ batch: [track('u_2')] });
    });

    it('remembers everything when it is opened again', async () => {
      const open = await prepare();
      const before = await open();
      await before.add('crm', [delivery('a')], undefined, at(3), NOW);
      await claim(before);
      await before.close();
      const after = await open();
      onTestFinished(() => after.close());
      expect(await after.bookmark('crm')).toEqual(at(3));
      expect(await claim(after, NOW + LEASE)).toMatchObject({ id: 'a', attempt: 2 });
    });
  });
};
