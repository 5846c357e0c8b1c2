import { DEFAULTS } from '../../default-options.js';
import { replayStore } from '../../replay/replay-store.js';
import type { Command } from '../command.js';
import { PLACE_ENVIRONMENT, PLACE_FLAGS, placesOf } from '../place-flags.js';
import { showProgress } from '../progress-bar.js';
import { ipOf } from '../serve-flags.js';

export const replay: Command = {
  name: 'replay',
  about: 'build the read model again from the log; the collector must not run',
  flags: {
    ...PLACE_FLAGS,
    ip: { value: 'HOW', about: 'what is kept of addresses in events, as for serve (truncate)' },
  },
  environment: PLACE_ENVIRONMENT,
  examples: [
    'tendril replay',
    'tendril replay --data /var/lib/tendril --json',
    'TENDRIL_STORE=postgres://... tendril replay --log nats://n1,n2,n3',
  ],
  run: async (input, terminal) => {
    const bar = showProgress(terminal, 'replaying');
    const places = placesOf(input, terminal.env);
    const rebuilt = await replayStore(places, {
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
