import { makeToken } from '../../identity/make-token.js';
import { SECRET_BYTES, TOKEN_DEFAULTS } from '../../identity/token-options.js';
import type { Command } from '../command.js';
import { needed, wholeNumber } from '../parse-flags.js';
import { UsageError } from '../terminal.js';

export const token: Command = {
  name: 'token',
  about: 'sign a token for development, as the host’s backend would',
  flags: {
    user: { value: 'ID', about: 'the person (needed)' },
    account: { value: 'ID', about: 'their account' },
    secret: { value: 'S', about: 'secret of the collector’s --token-secret' },
    kid: { value: 'KID', about: 'name of the secret' },
    audience: { value: 'A', about: `audience (${TOKEN_DEFAULTS.audience})` },
    minutes: { value: 'N', about: 'how long it holds (60)' },
  },
  environment: { TENDRIL_TOKEN_SECRET: 'the secret, where --secret is not given' },
  examples: [
    'tendril token --user u_42 --account acct_7 --secret "$TENDRIL_TOKEN_SECRET"',
    'curl -H "Authorization: Bearer $(tendril token --user u_42 --account acct_7)" http://127.0.0.1:4317/v1/facts',
  ],
  run: async (input, terminal) => {
    const user = needed(input, 'user', 'Say for whom: --user u_42');
    const secret = input.value('secret') ?? terminal.env.TENDRIL_TOKEN_SECRET ?? '';
    if (Buffer.byteLength(secret) < SECRET_BYTES) {
      throw new UsageError(
        `The secret has less than ${SECRET_BYTES} bytes. Give that of the collector: --secret`,
      );
    }
    const minutes = wholeNumber(input, 'minutes') ?? 60;
    if (minutes === 0) throw new UsageError('A token of 0 minutes holds never. Give at least 1: --minutes 1');
    const seconds = minutes * 60;
    const [account, kid, audience] = ['account', 'kid', 'audience'].map((flag) => input.value(flag));
    const request = {
      ...{ user, secret, seconds },
      ...(account !== undefined && { account }),
      ...(kid !== undefined && { kid }),
      ...(audience !== undefined && { audience }),
    };
    const signed = await makeToken(request, terminal.now());
    return { text: `${signed}\n`, json: { token: signed, seconds } };
  },
};
