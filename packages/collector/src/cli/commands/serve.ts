import { createCollector } from '../../create-collector.js';
import type { Command } from '../command.js';
import { BUCKET_ENVIRONMENT, PLACE_ENVIRONMENT } from '../place-flags.js';
import { readServeFlags, SERVE_FLAGS } from '../serve-flags.js';

export const serve: Command = {
  name: 'serve',
  about: 'receive events, keep them, serve rules and facts',
  flags: SERVE_FLAGS,
  environment: {
    TENDRIL_WRITE_KEY: 'write keys, separated by commas, where --write-key is not given',
    TENDRIL_SECRET_KEY: 'secret key, where --secret-key is not given',
    TENDRIL_STRIPE_SECRET:
      'signing secrets of Stripe, separated by commas, where --stripe-secret is not given',
    TENDRIL_TOKEN_SECRET: 'secrets of tokens, separated by commas, where --token-secret is not given',
    ...PLACE_ENVIRONMENT,
    ...BUCKET_ENVIRONMENT,
  },
  examples: [
    'tendril serve --write-key wk_dev --rules rules.json',
    'tendril serve --port 8080 --host 0.0.0.0 --data /var/lib/tendril --write-key wk_live --trust-proxy 1',
    'TENDRIL_STORE=postgres://... tendril serve --log nats://n1,n2,n3 --host 0.0.0.0 --write-key wk_live',
    'TENDRIL_TOKEN_SECRET=... tendril serve --write-key wk_live --write-key wk_old --keep-log 30',
  ],
  run: async (input, terminal) => {
    const collector = await createCollector(readServeFlags(input, terminal.env));
    try {
      // Before anybody can send anything: what is asked to end from then on ends in good order.
      const stopped = terminal.untilStopped();
      const url = await collector.listen();
      terminal.print(
        input.isSet('json')
          ? `${JSON.stringify({ version: terminal.version, url })}\n`
          : `tendril ${terminal.version} listening on ${url}\n`,
      );
      await stopped;
    } finally {
      await collector.close();
    }
    return undefined;
  },
};
