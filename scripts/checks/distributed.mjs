import { chmodSync } from 'node:fs';
import { fromCommand, skipped } from '../runner/verdict.mjs';
import { prepareServers } from '../servers/prepare-servers.mjs';
import { runTool, withTempFolder } from './tools.mjs';

// They wait for servers most of the time: more files at once than there are cores.
const ARGS = [
  'run',
  '--config',
  'scripts/vitest.config.mjs',
  '--project',
  'distributed',
  '--maxWorkers',
  '6',
];

export const distributed = {
  name: 'distributed',
  about: 'collectors on three NATS servers and PostgreSQL, which are killed',
  // It mostly waits, like the browsers' suites; besides them there is one slot.
  lane: 'servers',
  async run() {
    const reason = await prepareServers();
    if (reason) return skipped(reason);
    const result = await withTempFolder((TMPDIR) => {
      // Where this is root, PostgreSQL runs as another user, who must get to its folder.
      chmodSync(TMPDIR, 0o711);
      return runTool('vitest', ARGS, { env: { TMPDIR } });
    });
    return fromCommand(result, /^\s*Tests\s+(.*)/m);
  },
};
