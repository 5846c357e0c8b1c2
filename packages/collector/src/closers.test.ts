import { expect, it } from 'vitest';
import { closeInReverse } from './closers.js';

it('closes everything, the last first, also after one that fails, and says what failed', async () => {
  const closed: string[] = [];
  const fail = (name: string) => () => {
    closed.push(name);
    throw new Error(`${name} is stuck`);
  };
  const close = (name: string) => async () => void closed.push(name);
  await expect(closeInReverse([close('a'), fail('b'), close('c')])).rejects.toThrow('b is stuck');
  expect(closed).toEqual(['c', 'b', 'a']);
  await expect(closeInReverse([fail('d'), fail('e')])).rejects.toThrow('e is stuck; d is stuck');
});
