import { expect, it } from 'vitest';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { parseFlags } from '../parse-flags.js';
import type { Terminal } from '../terminal.js';
import { serve } from './serve.js';

it('hears that it is to end from the moment on at which it says where it listens', async () => {
  const heard: string[] = [];
  const terminal: Partial<Terminal> = {
    version: '1.2.3',
    env: {},
    print: (text) => void heard.push(text.replace(/ on .*\n/, '')),
    untilStopped: async () => void heard.push('hears'),
  };
  const flags = ['--write-key', 'k', '--port', '0', '--quiet', '--data', temporaryDirectory()];
  await serve.run(parseFlags(serve, flags), terminal as Terminal);
  expect(heard).toEqual(['hears', 'tendril 1.2.3 listening']);
});
