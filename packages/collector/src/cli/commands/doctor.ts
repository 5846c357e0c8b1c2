import { examineCollector } from '../../doctor/examine-collector.js';
import { examineData } from '../../doctor/examine-data.js';
import { examineRuntime } from '../../doctor/examine-runtime.js';
import { examineServers } from '../../doctor/examine-servers.js';
import { REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command } from '../command.js';
import { PLACE_ENVIRONMENT, PLACE_FLAGS, placesOf } from '../place-flags.js';

export const doctor: Command = {
  name: 'doctor',
  about: 'look for what is wrong with this machine, the data, its servers, and a running collector',
  flags: {
    ...REMOTE_FLAGS,
    url: { value: 'URL', about: 'also ask this collector' },
    ...PLACE_FLAGS,
  },
  environment: { ...REMOTE_ENVIRONMENT, ...PLACE_ENVIRONMENT },
  examples: [
    'tendril doctor',
    'tendril doctor --data /var/lib/tendril --url http://127.0.0.1:4317 --json',
    'TENDRIL_STORE=postgres://... tendril doctor --log nats://n1,n2,n3',
  ],
  run: async (input, { env }) => {
    const url = input.value('url') ?? env.TENDRIL_URL;
    const key = input.value('secret-key') ?? env.TENDRIL_SECRET_KEY;
    const { data, log, store } = placesOf(input, env);
    const findings = [
      examineRuntime(process.versions.node),
      ...(await examineData(data, log === undefined)),
      ...(await examineServers(log, store)),
      ...(url === undefined ? [] : await examineCollector(url.replace(/\/$/, ''), key)),
    ];
    const lines = findings.map(({ what, isGood, detail, cure }) =>
      isGood ? `ok    ${what}: ${detail}` : `WRONG ${what}: ${detail}. Cure: ${cure}`,
    );
    return {
      text: `${lines.join('\n')}\n`,
      json: { findings },
      isBad: findings.some(({ isGood }) => !isGood),
    };
  },
};
