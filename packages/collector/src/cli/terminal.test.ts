import { expect, it } from 'vitest';
import { CommandError } from './terminal.js';

it.each([
  ['state', 'nope is not known', 'state: nope is not known. Send one of a, b.'],
  ['', 'There is no such thing.', 'There is no such thing. Send one of a, b.'],
])('parts what is wrong from the cure', (path, message, told) => {
  const cure = 'Send one of a, b.';
  expect(new CommandError([{ code: 'value', path, message, cure }]).message).toBe(told);
});
