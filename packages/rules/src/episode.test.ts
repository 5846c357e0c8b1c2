import { expect, it } from 'vitest';
import { readPath } from './condition/path.js';
import { compileEpisode } from './episode.js';

const FACTS = { usage: { seats: { limit: 10 } }, plan: 'team', on: false, list: ['a'], odd: { toString: 1 } };

it.each([
  ['{stage}', 's90'],
  ['{stage}:{usage.seats.limit}', 's90:10'],
  ['{plan}/{on}', 'team/false'],
  ['always', 'always'],
  ['', ''],
  ['{missing}!', '!'],
  ['{list}{odd}!', '!'],
  ['{__proto__}{constructor}!', '!'],
  ['{stage', '{stage'],
])('%j becomes %j', (template, episode) => {
  expect(compileEpisode(template, (path) => () => readPath(FACTS, path))('s90')).toBe(episode);
});
