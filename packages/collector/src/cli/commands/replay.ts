import { DEFAULTS } from '../../default-options.js';
import { replayDirectory } from '../../replay/replay-directory.js';
import type { Command } from '../command.js';
import { showProgress } from '../progress-bar.js';
import { ipOf } from '../serve-flags.js';

export const replay: Command = {
  name: 'replay',
  about: 'build the read model again from the log; the collector must not run',
  flags: {
    data: { value: 'DIR', about: 'directory of the collector (./tendril-data)' },
    ip: { value: 'HOW', about: 'what is kept of addresses in events, as for serve (truncate)' },
  },
  examples: ['tendril replay', 'tendril replay --data /var/lib/tendril --json'],
  run: async (input, terminal) => {
    const bar = showProgress(terminal, 'replaying');
    const rebuilt = await replayDirectory({
      data: input.value('data') ?? './tendril-data',
      ip: ipOf(input) ?? DEFAULTS.ip,
      onProgress: (position, end) => bar.update(position, end),
    }).finally(() => bar.end());
    const { begin, carried, position } = rebuilt;
    const trimmed =
      begin === 1
        ? ''
        : `The log begins at ${begin}: ${carried} events from before were taken from the earlier read model.\n`;
    return { text: `${trimmed}The read model is built up to ${position}.\n`, json: rebuilt };
  },
};
