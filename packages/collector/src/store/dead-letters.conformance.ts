import { describe, expect, it } from 'vitest';
import { chunk, dead } from '../testing/make-chunk.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';

/** What a `Store` must do with dead letters that are dealt with. */
export const deadLetterConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: dead letters`, () => {
    it('are open until they are settled, and can be listed by state', async () => {
      const store = await openForTest(prepare);
      const [one, two, three] = [dead('one'), dead('two'), dead('three')];
      await store.apply(1, chunk([], [one, two, three]));
      await store.apply(2, chunk([], [], [{ do: 'settle', id: two.id, as: 'replayed' }]));
      await store.apply(3, chunk([], [], [{ do: 'settle', id: three.id, as: 'dropped' }]));
      const idsOf = async (...args: Parameters<typeof store.deadLetters>) =>
        (await store.deadLetters(...args)).map(({ id }) => id);
      expect(await idsOf(0, 9)).toEqual([one.id, two.id, three.id]);
      expect(await idsOf(0, 9, 'open')).toEqual([one.id]);
      expect(await idsOf(0, 9, 'replayed')).toEqual([two.id]);
      expect(await idsOf(0, 9, 'dropped')).toEqual([three.id]);
    });

    it('are found by id', async () => {
      const store = await openForTest(prepare);
      const letter = dead('x', { event: { deep: [1, null] } });
      await store.apply(1, chunk([], [letter]));
      expect(await store.deadLetter(letter.id)).toEqual({
        ...letter,
        seq: expect.any(Number),
        state: 'open',
      });
      expect(await store.deadLetter('nobody')).toBeUndefined();
    });

    it('may be settled in the chunk that brings them', async () => {
      const store = await openForTest(prepare);
      const letter = dead('x');
      await store.apply(1, chunk([], [letter], [{ do: 'settle', id: letter.id, as: 'dropped' }]));
      expect((await store.deadLetter(letter.id))?.state).toBe('dropped');
    });
  });
};
