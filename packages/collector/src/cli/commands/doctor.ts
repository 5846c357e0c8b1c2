import { examineCollector } from '../../doctor/examine-collector.js';
import { examineData } from '../../doctor/examine-data.js';
import { examineRuntime } from '../../doctor/examine-runtime.js';
import { REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command } from '../command.js';

export const doctor: Command = {
  name: 'doctor',
  about: 'look for what is wrong with this machine, the data, and a running collector',
  flags: {
    ...REMOTE_FLAGS,
    url: { value: 'URL', about: 'also ask this collector' },
    data: { value: 'DIR', about: 'directory of the collector (./tendril-data)' },
  },
  environment: REMOTE_ENVIRONMENT,
  examples: ['tendril doctor', 'tendril doctor --data /var/lib/tendril --url http://127.0.0.1:4317 --json'],
  run: async (input, { env }) => {
    const url = input.value('url') ?? env.TENDRIL_URL;
    const key = input.value('secret-key') ?? env.TENDRIL_SECRET_KEY;
    const findings = [
      examineRuntime(process.versions.node),
      ...(await examineData(input.value('data') ?? './tendril-data')),
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
