import { describe, expect, it, onTestFinished } from 'vitest';
import type { Turn } from './turn.port.js';

/** What every `Turn` that several collectors share must do. `prepare` gives a way to open the same one again. */
export const turnConformance = (name: string, prepare: () => Promise<() => Promise<Turn>>): void => {
  const openTwo = async (): Promise<[Turn, Turn]> => {
    const open = await prepare();
    const turns: [Turn, Turn] = [await open(), await open()];
    onTestFinished(async () => {
      for (const turn of turns) await turn.release();
    });
    return turns;
  };

  describe(`Turn: ${name}`, () => {
    it('is of one at a time, who keeps it', async () => {
      const [one, other] = await openTwo();
      expect(await one.take()).toBe(true);
      expect(await other.take()).toBe(false);
      expect(await one.take()).toBe(true);
      expect([one.isMine(), other.isMine()]).toEqual([true, false]);
    });

    it('goes to another one when it is released', async () => {
      const [one, other] = await openTwo();
      await one.take();
      await one.release();
      expect(await other.take()).toBe(true);
      expect(await one.take()).toBe(false);
    });

    it('goes to one of many who ask at once', async () => {
      const [one, other] = await openTwo();
      const got = await Promise.all([one.take(), other.take(), one.take(), other.take()]);
      expect(new Set([got[0], got[1]]).size).toBe(2);
      expect([got[2], got[3]]).toEqual([got[0], got[1]]);
    });

    it('can be released by whoever does not have it', async () => {
      const [one, other] = await openTwo();
      await one.take();
      await other.release();
      expect(await other.take()).toBe(false);
    });
  });
};
