import { expect, it } from 'vitest';
import { createHosts } from './hosts.js';

it('goes round, one further for each server that is given up, however often that is said', () => {
  const hosts = createHosts(['a', 'b', 'c']);
  const seen = [hosts.url()];
  for (const given of ['a', 'a', 'b', 'a', 'b', 'c', 'c']) {
    hosts.giveUp(given);
    seen.push(hosts.url());
  }
  expect(seen).toEqual(['a', 'b', 'b', 'c', 'c', 'c', 'a', 'a']);
});

it('stays with the only one', () => {
  const hosts = createHosts(['a']);
  hosts.giveUp('a');
  expect([hosts.count, hosts.url()]).toEqual([1, 'a']);
});
